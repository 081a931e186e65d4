/** Serves `metrics.k8s.io`, so that autoscalers work; stands for the metrics server. */
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { CertificateAuthority } from "../../certificates.ts";
import type { Api, Manifest } from "../api/api.ts";
import { pods, type Resource, services } from "../api/resources.ts";
import { ports } from "../control-plane/layout.ts";
import { podMetrics, usedShare } from "./usage.ts";

const version = "metrics.k8s.io/v1beta1";
const name = "metrics-server";
const namespace = "kube-system";
const apiServices: Resource = {
  apiVersion: "apiregistration.k8s.io/v1",
  kind: "APIService",
  plural: "apiservices",
  namespaced: false,
};
const kinds = {
  kind: "APIResourceList",
  apiVersion: "v1",
  groupVersion: version,
  resources: [
    { name: "pods", singularName: "", namespaced: true, kind: "PodMetrics", verbs: ["get", "list"] },
    { name: "nodes", singularName: "", namespaced: false, kind: "NodeMetrics", verbs: ["get", "list"] },
  ],
};
const written = { fieldManager: "longshore-metrics", force: true };

export class Metrics {
  readonly #api: Api;
  readonly #authority: CertificateAuthority;
  readonly #address: string;
  #server: Server | undefined;

  /** @param address  of the cluster, on which it listens */
  constructor(api: Api, authority: CertificateAuthority, address: string) {
    this.#api = api;
    this.#authority = authority;
    this.#address = address;
  }

  async start(): Promise<void> {
    if (this.#server) return;
    const host = `${name}.${namespace}.svc`;
    const { certificate, key } = await this.#authority.issue({ hosts: [host], addresses: [this.#address] });
    const server = createServer({ cert: certificate, key }, (request, response) => {
      this.#answer(new URL(request.url ?? "/", `https://${host}`), response).catch(() => fail(response, 500));
    });
    server.listen(ports.metrics, this.#address);
    await once(server, "listening");
    this.#server = server;
    // The API server looks an ExternalName up itself, and an address is a name as well.
    await this.#api.apply(services, service(this.#address), written);
    await this.#api.apply(apiServices, apiService(this.#authority.certificate), written);
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
    this.#server = undefined;
  }

  /** Takes the API away, for a cluster that has no metrics server any more. */
  async remove(): Promise<void> {
    await this.stop();
    await this.#api.remove(apiServices, apiService("").metadata);
    await this.#api.remove(services, service("").metadata);
  }

  async #answer({ pathname, searchParams }: URL, response: ServerResponse): Promise<void> {
    const root = `/apis/${version}`;
    const now = new Date().toISOString();
    if (pathname === root) return send(response, kinds);
    const [, space, pod] = /^\/(?:namespaces\/([^/]+)\/)?pods(?:\/([^/]+))?$/.exec(pathname.slice(root.length)) ?? [];
    if (!pathname.endsWith("/pods") && !pod) return fail(response, 404);
    const { items } = await this.#api.list(pods, {
      ...(space ? { namespace: space } : {}),
      labels: searchParams.get("labelSelector") ?? "",
      fields: ["status.phase=Running", ...(pod ? [`metadata.name=${pod}`] : [])].join(","),
    });
    const metrics = items.map((item) => podMetrics(item, now, usedShare));
    const [one] = metrics;
    if (pod && !one) return fail(response, 404);
    send(response, pod ? { kind: "PodMetrics", apiVersion: version, ...one } : list("PodMetricsList", metrics));
  }
}

const list = (kind: string, items: readonly unknown[]) => ({ kind, apiVersion: version, metadata: {}, items });

function send(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function fail(response: ServerResponse, code: number): void {
  const status = { kind: "Status", apiVersion: "v1", status: "Failure", code };
  response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(status));
}

function service(address: string): Manifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace },
    spec: { type: "ExternalName", externalName: address, ports: [{ port: ports.metrics }] },
  };
}

function apiService(authority: string): Manifest {
  return {
    apiVersion: "apiregistration.k8s.io/v1",
    kind: "APIService",
    metadata: { name: "v1beta1.metrics.k8s.io" },
    spec: {
      group: "metrics.k8s.io",
      version: "v1beta1",
      service: { name, namespace, port: ports.metrics },
      caBundle: Buffer.from(authority).toString("base64"),
      groupPriorityMinimum: 100,
      versionPriority: 100,
    },
  };
}
