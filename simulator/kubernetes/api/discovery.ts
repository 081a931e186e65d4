/** Finds where a kind is served, for kinds that only a stack knows. */
import type { Api } from "./api.ts";
import { ApiError } from "./connection.ts";
import type { Resource } from "./resources.ts";

interface ResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

export class Discovery {
  readonly #api: Api;
  readonly #known = new Map<string, readonly Resource[]>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** Nothing where the server does not serve the kind (yet: it is asked again next time). */
  async find(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const match = (list: readonly Resource[] | undefined) => list?.find((resource) => resource.kind === kind);
    const known = match(this.#known.get(apiVersion));
    if (known) return known;
    const list = await this.#ask(apiVersion);
    this.#known.set(apiVersion, list);
    return match(list);
  }

  async #ask(apiVersion: string): Promise<readonly Resource[]> {
    const path = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    try {
      const { resources } = await this.#api.connection.json<ResourceList>({ method: "GET", path });
      return resources
        .filter(({ name }) => !name.includes("/"))
        .map(({ name, kind, namespaced }) => ({ apiVersion, kind, plural: name, namespaced }));
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return [];
      throw error;
    }
  }
}
