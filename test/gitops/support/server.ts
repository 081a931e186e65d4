/** A real Kubernetes API server with the platform's own kinds, namespaces and admission policies on it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CertificateAuthority } from "../../../simulator/certificates.ts";
import { Api, type Manifest } from "../../../simulator/kubernetes/api/api.ts";
import { applyManifests, parseManifests } from "../../../simulator/kubernetes/client/apply.ts";
import { startControlPlane } from "../../../simulator/kubernetes/control-plane/control-plane.ts";
import { issueCredentials } from "../../../simulator/kubernetes/control-plane/credentials.ts";
import { layoutOf } from "../../../simulator/kubernetes/control-plane/layout.ts";
import { simulatorPaths } from "../../../simulator/paths.ts";
import { Supervisor } from "../../../simulator/supervisor.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { World } from "../../../simulator/world.ts";
import type { KubernetesObject } from "./objects.ts";

const host = "kubernetes.longshore.example";
/** Milliseconds between two tries while the server takes new policies in. */
const pollMs = 100;

export interface Account {
  readonly namespace: string;
  readonly name: string;
}

export interface Server {
  /** An administrator's client, whom tenants' policies do not ask. */
  readonly api: Api;
  /** How a program reaches it that is no part of the cluster's own; it may do everything. */
  readonly access: { readonly url: string; readonly token: string; readonly caFile: string };
  readonly certificates: CertificateAuthority;
  /**
   * @param by  whose client applies it; default an administrator's
   * @returns why the server refuses the object, empty where it takes it; nothing is stored
   */
  refusal(object: Manifest, by?: Api): Promise<string>;
  /** A client with a token of a service account, made by the server itself. */
  as(account: Account): Promise<Api>;
  /** Starts a pod and puts a container into it, as `kubectl debug` does; @returns why the server refuses the container */
  debug(pod: Manifest, container: object): Promise<string>;
  stop(): Promise<void>;
}

/** @param ground  what stands on the server: applied in this order, before anything is tried */
export async function startServer(ground: readonly KubernetesObject[]): Promise<Server> {
  const home = mkdtempSync(join(tmpdir(), "longshore-gitops-"));
  const paths = simulatorPaths(home);
  const [world, supervisor, toolchain] = [new World(paths.state), new Supervisor(paths), readToolchain()];
  const stop = async () => {
    await supervisor.stopAll();
    rmSync(home, { recursive: true });
  };
  try {
    const certificates = await CertificateAuthority.open(join(paths.state, "authority"));
    const layout = layoutOf("gitops", world.addressOf(host), paths);
    // Nobody logs in with a cloud's token here, so nothing answers at the authenticator's address.
    const credentials = await issueCredentials(layout, certificates, host, `https://${layout.address}:1/`);
    const surroundings = { paths, world, supervisor, toolchain, certificates, internet: { environment: () => ({}) } };
    const args = { version: "1.35", issuer: `https://${host}`, serviceRange: "172.20.0.0/16" };
    const api = await startControlPlane(surroundings, layout, credentials, args);
    await applyManifests(api, operatorKinds());
    await untilServed(api, ground);
    const clients: Api[] = [api];
    return {
      api,
      access: { url: layout.server, token: credentials.simulatorToken, caFile: credentials.caFile },
      certificates,
      refusal: (object, by = api) => wordsOf(applyManifests(by, [object], { dryRun: true })),
      as: async (account) => {
        const token = await tokenOf(api, account);
        const ca = readFileSync(credentials.caFile, "utf8");
        const client = new Api({ server: layout.server, ca, token: () => Promise.resolve(token) });
        clients.push(client);
        return client;
      },
      debug: async (pod, container) => {
        await applyManifests(api, [pod]);
        const { namespace, name } = pod.metadata;
        return wordsOf(
          api.connection.json({
            method: "PATCH",
            path: `/api/v1/namespaces/${namespace}/pods/${name}/ephemeralcontainers`,
            contentType: "application/strategic-merge-patch+json",
            query: { dryRun: "All" },
            body: { spec: { ephemeralContainers: [container] } },
          }),
        );
      },
      stop: async () => {
        for (const client of clients) client.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As a kubelet asks for the token of a pod's service account. */
export async function tokenOf(api: Api, { namespace, name }: Account): Promise<string> {
  const answer = await api.connection.json<{ readonly status: { readonly token: string } }>({
    method: "POST",
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
    body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} },
  });
  return answer.status.token;
}

/** Why something was refused, empty where it was not. */
export async function wordsOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return "";
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}

/** The operators' custom resource definitions, out of their Go modules. */
function operatorKinds(): readonly Manifest[] {
  const { modules } = readToolchain();
  const traefik = "docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml";
  const folders = [
    join(modules.argocd, "manifests/crds"),
    join(modules.certManager, "deploy/crds"),
    join(modules.externalSecrets, "config/crds/bases"),
    join(modules.karpenter, "pkg/apis/crds"),
  ];
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  return [...files, join(modules.traefik, traefik)]
    .filter((file) => /\.ya?ml$/.test(file) && !file.endsWith("kustomization.yaml"))
    .flatMap((file) => parseManifests(readFileSync(file, "utf8")))
    .filter(({ kind }) => kind === "CustomResourceDefinition");
}

/** Applies objects; a kind that was defined a moment ago may not be served yet. */
async function untilServed(api: Api, objects: readonly KubernetesObject[]): Promise<void> {
  for (const object of objects) {
    for (;;) {
      const error = await applyManifests(api, [object]).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) break;
      if (!(error instanceof Error) || !/no matches for kind|the server could not find/.test(error.message))
        throw error;
      await pause(pollMs);
    }
  }
}

/** Asks again and again until the server refuses an object that it must refuse: then its policies are in force. */
export async function untilRefused({ refusal }: Server, object: Manifest, why: RegExp): Promise<void> {
  while (!why.test(await refusal(object))) await pause(pollMs);
}

/** The same for an object that it must take. */
export async function untilTaken({ refusal }: Server, object: Manifest): Promise<void> {
  while ((await refusal(object)) !== "") await pause(pollMs);
}
