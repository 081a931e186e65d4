/** A live copy of the objects of a kind: listed once, then kept by a watch, and listed again when the watch is lost. */
import { EventEmitter } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { type Api, type Selection, selectors } from "./api.ts";
import { ApiError } from "./connection.ts";
import type { KubernetesObject } from "./model.ts";
import { pathOf, type Resource } from "./resources.ts";

/** Milliseconds before a lost API server is asked again. */
const retryMs = 250;

interface WatchEvent<T> {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR";
  readonly object: T;
}

/** Name of an object within its kind. */
export const keyOf = ({ namespace, name }: { readonly namespace?: string; readonly name: string }) =>
  namespace ? `${namespace}/${name}` : name;

export class Mirror<T extends KubernetesObject> extends EventEmitter<{ changed: [T]; gone: [T] }> {
  readonly #api: Api;
  readonly #resource: Resource<T>;
  readonly #selection: Selection;
  readonly #objects = new Map<string, T>();
  readonly #stopped = new AbortController();
  #end: Promise<void> | undefined;

  constructor(api: Api, resource: Resource<T>, selection: Selection = {}) {
    super();
    this.#api = api;
    this.#resource = resource;
    this.#selection = selection;
  }

  get(name: string, namespace?: string): T | undefined {
    return this.#objects.get(keyOf({ name, ...(namespace ? { namespace } : {}) }));
  }

  all(): readonly T[] {
    return [...this.#objects.values()];
  }

  /**
   * Resolves when what stands there now was reported as changed. Waits for a server that does not answer.
   * @throws ApiError if the first list is refused
   */
  async start(): Promise<this> {
    const version = await this.#firstList();
    if (version !== undefined) this.#end = this.#follow(version);
    return this;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#end;
  }

  async #firstList(): Promise<string | undefined> {
    while (!this.#stopped.signal.aborted) {
      try {
        return await this.#list();
      } catch (error) {
        if (error instanceof ApiError) throw error;
        await this.#pause();
      }
    }
    return undefined;
  }

  async #follow(from: string): Promise<void> {
    let version: string | undefined = from;
    while (!this.#stopped.signal.aborted) {
      try {
        version = await this.#watch(version ?? (await this.#list()));
      } catch {
        version = undefined;
        await this.#pause();
      }
    }
  }

  async #pause(): Promise<void> {
    await pause(retryMs, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
  }

  async #list(): Promise<string> {
    const { items, metadata } = await this.#api.list(this.#resource, this.#selection);
    const seen = new Set(items.map((item) => keyOf(item.metadata)));
    for (const [key, object] of this.#objects) if (!seen.has(key)) this.#forget(key, object);
    for (const item of items) this.#keep(item);
    return metadata.resourceVersion;
  }

  /** Follows changes until the server ends the stream; gives the version to go on from. */
  async #watch(from: string): Promise<string> {
    let version = from;
    const stream = await this.#api.connection.open({
      method: "GET",
      path: pathOf(this.#resource, this.#selection.namespace),
      query: { ...selectors(this.#selection), watch: "true", allowWatchBookmarks: "true", resourceVersion: from },
      signal: this.#stopped.signal,
    });
    for await (const line of createInterface({ input: stream })) {
      const { type, object }: WatchEvent<T> = JSON.parse(line);
      if (type === "ERROR") throw new ApiError(410, "Expired", "the watch is too old");
      version = object.metadata.resourceVersion ?? version;
      if (type === "DELETED") this.#forget(keyOf(object.metadata), object);
      else if (type !== "BOOKMARK") this.#keep(object);
    }
    return version;
  }

  #keep(object: T): void {
    const key = keyOf(object.metadata);
    if (this.#objects.get(key)?.metadata.resourceVersion === object.metadata.resourceVersion) return;
    this.#objects.set(key, object);
    this.#tell("changed", object);
  }

  #forget(key: string, object: T): void {
    this.#objects.delete(key);
    this.#tell("gone", object);
  }

  /** A listener's error is not the watch's: it is written down, and the mirror goes on. */
  #tell(event: "changed" | "gone", object: T): void {
    try {
      this.emit(event, object);
    } catch (error) {
      console.error(`${this.#resource.kind} ${keyOf(object.metadata)}:`, error);
    }
  }
}
