/** One simulator with one EKS cluster for all tests of this room: starting it takes seconds. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EntraIssuer } from "../../../simulator/azure/entra/tokens.ts";
import { CertificateAuthority } from "../../../simulator/certificates.ts";
import { type Internet, startInternet } from "../../../simulator/internet/internet.ts";
import type { Api } from "../../../simulator/kubernetes/api/api.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { applyManifests, parseManifests } from "../../../simulator/kubernetes/client/apply.ts";
import type { Cluster } from "../../../simulator/kubernetes/cluster.ts";
import {
  type EksSurroundings,
  startEksCluster,
  stopEksCluster,
  whoIs,
} from "../../../simulator/kubernetes/eks/cluster.ts";
import type { Program } from "../../../simulator/kubernetes/kubelet/program.ts";
import { localPrograms } from "../../../simulator/kubernetes/kubelet/programs.ts";
import { simulatorPaths } from "../../../simulator/paths.ts";
import { Supervisor } from "../../../simulator/supervisor.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { type Properties, World } from "../../../simulator/world.ts";

export const account = "123456789012";
export const region = "eu-central-1";
export const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
export const host = "0123456789abcdef0123456789abcdef.gr7.eu-central-1.eks.amazonaws.com";
const eks = { name: "harbor", account, region };

/** Stands for the image `longshore/backup`: `main.ts` says what its commands do. */
export const fixture: Program = {
  repository: "longshore/backup",
  entrypoint: ["node", "/opt/fixture/main.ts"],
  executables: { node: { path: () => process.execPath } },
  copies: { "/opt/fixture": join(import.meta.dirname, "fixtures", "image") },
  tools: () => ({}),
};
export const image = "registry.example/longshore/backup:1.0.0";

export interface Simulation {
  readonly simulator: EksSurroundings & { readonly internet: Internet };
  readonly cluster: Cluster;
  readonly api: Api;
  /** Writes a resource as a provider would have. */
  put(type: string, id: string, properties: Properties): void;
  /** Applies YAML into a namespace, which is made first. */
  apply(namespace: string, yaml: string): Promise<void>;
  /** Stops the cluster and starts it again, as a restart of the simulator does. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

async function startSimulation(): Promise<Simulation> {
  const home = mkdtempSync(join(tmpdir(), "longshore-kubernetes-"));
  const paths = simulatorPaths(home);
  const [world, supervisor, toolchain] = [new World(paths.state), new Supervisor(paths), readToolchain()];
  const certificates = await CertificateAuthority.open(join(paths.state, "authority"));
  const ask = (token: string) => whoIs(simulator, token);
  const entra = new EntraIssuer(paths.state);
  const options = { paths, world, supervisor, toolchain, authority: certificates, administrators: [], whoIs: ask };
  const internet = await startInternet({ ...options, entra, whoIsWorkload: async () => undefined });
  const simulator = { paths, world, supervisor, toolchain, certificates, internet, credentials: internet.issuer };
  const start = () =>
    startEksCluster(simulator, {
      ...eks,
      host,
      zones,
      version: "1.35",
      issuer: `https://oidc.eks.${region}.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF`,
      serviceRange: "172.20.0.0/16",
      programs: [...localPrograms, fixture],
    });
  let cluster = await start();
  return {
    simulator,
    get cluster() {
      return cluster;
    },
    get api() {
      return cluster.api;
    },
    put: (type, id, properties) => world.put({ type, id, account, region, inputs: properties, outputs: properties }),
    apply: async (namespace, yaml) => {
      const space = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
      await applyManifests(cluster.api, [space]);
      await untilUsable(cluster.api, namespace);
      await applyManifests(cluster.api, parseManifests(yaml), { namespace });
    },
    restart: async () => {
      await stopEksCluster(simulator, eks);
      cluster = await start();
    },
    end: async () => {
      await stopEksCluster(simulator, eks);
      await internet.close();
      await supervisor.stopAll();
      rmSync(home, { recursive: true });
    },
  };
}

/** No pod is accepted before the namespace has its service account. */
async function untilUsable(api: Api, namespace: string): Promise<void> {
  await waitFor(api, {
    resource: { apiVersion: "v1", kind: "ServiceAccount", plural: "serviceaccounts", namespaced: true },
    selection: { namespace, fields: "metadata.name=default" },
    timeoutSeconds: 30,
    what: `the service account of ${namespace}`,
    until: (all) => all.length > 0 || undefined,
  });
}

let shared: Promise<Simulation> | undefined;

/** The simulation of this run of the tests, started by the first who asks. */
export function simulation(): Promise<Simulation> {
  shared ??= startSimulation();
  return shared;
}

after("the cluster of the tests stops", async function () {
  this.timeout(180_000);
  await (await shared)?.end();
});
