/** Asks the Kubernetes API in this pod's own namespace, with the token of its service account. */
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { join } from "node:path";
import { Failure } from "./failure.ts";
import { isObject, type Json, parseObject } from "./json.ts";
import type { Environment } from "./settings.ts";
import { required } from "./settings.ts";

/** Milliseconds for one question. */
const patienceMs = 30_000;

export class Kubernetes {
  readonly #host: string;
  readonly #port: string;
  readonly #folder: string;

  /** @throws Failure `settings` outside a cluster */
  constructor(environment: Environment) {
    const given = required(environment, ["KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT", "SERVICE_ACCOUNT"]);
    this.#host = given.KUBERNETES_SERVICE_HOST;
    this.#port = given.KUBERNETES_SERVICE_PORT;
    this.#folder = given.SERVICE_ACCOUNT;
  }

  /** @returns nothing where there is no such object */
  get(group: string, path: string): Promise<Json | undefined> {
    return this.#ask("GET", group, path);
  }

  /** Lays some fields over an object. @returns nothing where there is no such object */
  merge(group: string, path: string, body: Json): Promise<Json | undefined> {
    return this.#ask("PATCH", group, path, body);
  }

  async create(group: string, path: string, body: Json): Promise<void> {
    await this.#ask("POST", group, path, body);
  }

  async #ask(method: string, group: string, path: string, body?: Json): Promise<Json | undefined> {
    const { status, text } = await this.#send(method, group, path, body);
    if (status === 404 && method !== "POST") return undefined;
    if (status < 300) return parseObject(text);
    throw new Failure("cluster", `the Kubernetes API answered ${status} to ${method} ${path}: ${reasonOf(text)}`, next);
  }

  /** The token is read each time: the kubelet renews it. */
  async #send(method: string, group: string, path: string, body?: Json): Promise<{ status: number; text: string }> {
    const read = (name: string) => readFile(join(this.#folder, name), "utf8");
    const [token, namespace, ca] = await Promise.all(["token", "namespace", "ca.crt"].map(read));
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
    const sent = request(
      {
        host: this.#host,
        port: this.#port,
        path: `/${group}/namespaces/${namespace}/${path}`,
        method,
        ca,
        agent: false,
        signal: AbortSignal.timeout(patienceMs),
        headers: {
          authorization: `Bearer ${token}`,
          accept: "application/json",
          ...(body ? { "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json" } : {}),
        },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.once("end", () => resolve({ status: response.statusCode ?? 0, text }));
        response.once("error", reject);
      },
    );
    sent.once("error", (error) => reject(new Failure("cluster", `the Kubernetes API: ${error.message}`, next)));
    sent.end(body ? JSON.stringify(body) : undefined);
    return promise;
  }
}

const next = "check the network policy and the Role of this job, and whether the API server answers";

/** The API's own words, out of its answer. */
function reasonOf(text: string): string {
  try {
    const status: unknown = JSON.parse(text);
    return isObject(status) && typeof status.message === "string" ? status.message : text.slice(0, 200);
  } catch {
    return text.slice(0, 200);
  }
}
