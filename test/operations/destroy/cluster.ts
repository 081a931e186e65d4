/** A Kubernetes API in memory, as far as a drain speaks to it: lists, watches, merge patches, and deletion with finalizers. */
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { Api } from "../../../simulator/kubernetes/api/api.ts";
import { ApiError, type Call, Connection } from "../../../simulator/kubernetes/api/connection.ts";
import type { KubernetesObject } from "../../../simulator/kubernetes/api/model.ts";

type Stored = KubernetesObject & Readonly<Record<string, unknown>>;

const nowhere = { server: "https://cluster.invalid", ca: "" };

class MemoryConnection extends Connection {
  /** By path of the object. */
  readonly objects = new Map<string, Stored>();
  /** What was written, as `DELETE applications/root`. */
  readonly log: string[] = [];
  /** Plays the controllers: called with the path of every object that was changed. */
  react: (path: string) => void = () => undefined;
  #version = 1;
  readonly #watchers = new Map<IncomingMessage, string>();

  override async json<T>(call: Call): Promise<T> {
    return JSON.parse(JSON.stringify(this.#answer(call)));
  }

  override async open({ path, signal }: Call): Promise<IncomingMessage> {
    const stream = new IncomingMessage(new Socket());
    this.#watchers.set(stream, path);
    signal?.addEventListener("abort", () => stream.push(null));
    return stream;
  }

  /** Changes an object; with `undefined` it is gone. */
  write(path: string, next: Stored | undefined): void {
    const old = this.objects.get(path);
    if (next) this.objects.set(path, next);
    else this.objects.delete(path);
    const object = next ?? old;
    const kind = path.split("/").at(-2);
    for (const [stream, watched] of this.#watchers) {
      if (watched.split("/").at(-1) !== kind || stream.readableEnded) continue;
      stream.push(`${JSON.stringify({ type: next ? "MODIFIED" : "DELETED", object })}\n`);
    }
  }

  #answer({ method, path, body }: Call): unknown {
    if (method === "GET") return this.objects.get(path) ?? this.#list(path);
    const found = this.objects.get(path);
    if (!found) throw new ApiError(404, "NotFound", `${path} not found`);
    this.log.push(`${method} ${path.split("/").slice(-2).join("/")}`);
    const stamp = { metadata: { deletionTimestamp: "2026-11-22T00:00:00Z" } };
    this.#version += 1;
    const version = { metadata: { resourceVersion: String(this.#version) } };
    const next = merge(merge(found, method === "DELETE" ? stamp : body), version);
    const { deletionTimestamp, finalizers = [] } = next.metadata;
    this.write(path, deletionTimestamp && finalizers.length === 0 ? undefined : next);
    this.react(path);
    return next;
  }

  #list(path: string): unknown {
    const [, plural = ""] = /([a-z]+)$/.exec(path) ?? [];
    const items = [...this.objects].filter(([key]) => key.split("/").at(-2) === plural).map(([, object]) => object);
    if (items.length === 0 && path.split("/").at(-1) !== plural) throw new ApiError(404, "NotFound", path);
    return { metadata: { resourceVersion: "1" }, items };
  }
}

/** RFC 7396. */
function merge(old: Stored, patch: unknown): Stored {
  const over = (below: unknown, above: unknown): unknown => {
    if (typeof above !== "object" || above === null || Array.isArray(above)) return above;
    const base: Record<string, unknown> = typeof below === "object" && below !== null ? { ...below } : {};
    for (const [key, value] of Object.entries(above)) {
      if (value === null) delete base[key];
      else base[key] = over(base[key], value);
    }
    return base;
  };
  return Object(over(old, patch));
}

export class MemoryApi extends Api {
  override readonly connection = new MemoryConnection(nowhere);

  constructor() {
    super(nowhere);
  }

  /** @param path  of the API, for example `/api/v1/namespaces/traefik/services/traefik` */
  put(path: string, content: Readonly<Record<string, unknown>> = {}, metadata: object = {}): void {
    const [, namespace] = /namespaces\/([^/]+)\//.exec(path) ?? [];
    const name = path.split("/").at(-1) ?? "";
    const own = { name, uid: path, resourceVersion: "1", ...(namespace ? { namespace } : {}), ...metadata };
    this.connection.objects.set(path, { ...content, metadata: own });
  }
}
