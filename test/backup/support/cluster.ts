/** Stands in for the Kubernetes API: keeps a few objects, answers as the real one does, and writes down who asked for what. */
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isObject, type Json, parseObject } from "../../../images/backup/src/json.ts";
import { CertificateAuthority } from "../../../simulator/certificates.ts";
import { listen } from "../../support/loopback.ts";
import type { Environment } from "./run.ts";

export interface Cluster {
  /** What a pod has that asks the API. */
  readonly environment: Environment;
  /** Path below the namespace, then the object. */
  readonly objects: Map<string, Json>;
  /** `VERB path`, in order. */
  readonly asked: string[];
  /** How many pods a Deployment is told to have. */
  replicas(name: string): unknown;
  stop(): Promise<void>;
}

const namespace = "tenant-test";
const token = "token-of-the-service-account";

/** @param pods  of the Deployments that run */
export async function startCluster(pods: Readonly<Record<string, number>>): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), "longshore-cluster-"));
  const authority = await CertificateAuthority.open(join(folder, "authority"));
  const { certificate, key } = await authority.issue({ hosts: ["kubernetes"], addresses: ["127.0.0.1"] });
  await Promise.all(
    Object.entries({ token, namespace, "ca.crt": authority.certificate }).map(([name, text]) =>
      writeFile(join(folder, name), text),
    ),
  );
  const objects = new Map<string, Json>([["configmaps/odoo-upgrade", {}]]);
  for (const [name, replicas] of Object.entries(pods))
    objects.set(`deployments/${name}`, { spec: { replicas }, status: { readyReplicas: replicas } });
  const asked: string[] = [];
  const server = createServer({ cert: certificate, key }, (request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
    request.once("end", () => {
      const { method = "", url = "", headers } = request;
      const path = url.replace(`/namespaces/${namespace}/`, "\0").split("\0")[1]?.split("?")[0] ?? "";
      asked.push(`${method} ${path}`);
      const answer =
        headers.authorization === `Bearer ${token}` ? handle(objects, method, path, text) : { message: "Unauthorized" };
      response
        .writeHead(answer ? (answer.message ? 401 : 200) : 404)
        .end(JSON.stringify(answer ?? { message: "not found" }));
    });
  });
  const port = await listen(server);
  return {
    environment: {
      KUBERNETES_SERVICE_HOST: "127.0.0.1",
      KUBERNETES_SERVICE_PORT: String(port),
      SERVICE_ACCOUNT: folder,
    },
    objects,
    asked,
    replicas: (name) => specOf(objects.get(`deployments/${name}`)).replicas,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function handle(objects: Map<string, Json>, method: string, path: string, text: string): Json | undefined {
  if (path === "pods") return { items: [] };
  if (method === "GET") return objects.get(path);
  const body = parseObject(text);
  if (method === "POST") {
    objects.set(`${path}/${String(isObject(body.metadata) ? body.metadata.name : "")}`, body);
    return body;
  }
  const name = path.replace(/\/scale$/, "");
  const found = objects.get(name);
  if (!found) return undefined;
  const scaled = path === name ? body : { spec: body.spec, status: { readyReplicas: specOf(body).replicas } };
  objects.set(name, { ...found, ...scaled });
  return objects.get(name);
}

const specOf = (object: Json | undefined): Json => (isObject(object?.spec) ? object.spec : {});
