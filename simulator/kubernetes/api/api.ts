/** The verbs of the Kubernetes API over one connection. */
import { ApiError, Connection, type ConnectionArgs } from "./connection.ts";
import type { KubernetesObject } from "./model.ts";
import { pathOf, type Resource } from "./resources.ts";

/** Which objects of a kind. */
export interface Selection {
  /** Default: all namespaces. */
  readonly namespace?: string;
  /** Label selector, for example `app=web,tier!=cache`. */
  readonly labels?: string;
  /** Field selector, for example `metadata.name=web`. */
  readonly fields?: string;
}

export interface List<T> {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly T[];
}

export interface ApplyOptions {
  /** Who owns the fields that the object names. */
  readonly fieldManager: string;
  /** Take fields over from other owners instead of failing. */
  readonly force?: boolean;
  /** The server checks and answers, and stores nothing. */
  readonly dryRun?: boolean;
}

export interface RemoveOptions {
  /** Default `Background`. */
  readonly propagation?: "Background" | "Foreground" | "Orphan";
  /** Seconds; default is the object's own. */
  readonly gracePeriodSeconds?: number;
  /** Remove only this very object, not a later one of the same name. */
  readonly uid?: string;
}

const patchTypes = {
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
} as const;

/** An object to be written. */
export type Manifest = KubernetesObject & Readonly<Record<string, unknown>>;

export class Api {
  readonly connection: Connection;

  constructor(args: ConnectionArgs) {
    this.connection = new Connection(args);
  }

  /** The object, or nothing where there is none. */
  async get<T extends KubernetesObject>(
    resource: Resource<T>,
    name: string,
    namespace?: string,
  ): Promise<T | undefined> {
    return orNothing(this.connection.json<T>({ method: "GET", path: pathOf(resource, namespace, name) }));
  }

  async list<T extends KubernetesObject>(resource: Resource<T>, selection: Selection = {}): Promise<List<T>> {
    const path = pathOf(resource, selection.namespace);
    return this.connection.json<List<T>>({ method: "GET", path, query: selectors(selection) });
  }

  async create<T extends KubernetesObject>(resource: Resource<T>, body: Manifest, options: Partial<ApplyOptions> = {}) {
    const { fieldManager, dryRun } = options;
    const path = pathOf(resource, body.metadata.namespace);
    return this.connection.json<T>({
      method: "POST",
      path,
      body,
      query: { fieldManager, fieldValidation: "Strict", ...dry(dryRun) },
    });
  }

  /** Server-side apply: makes the object, or changes the fields that `body` names. */
  async apply<T extends KubernetesObject>(resource: Resource<T>, body: Manifest, options: ApplyOptions): Promise<T> {
    const { fieldManager, force = false, dryRun } = options;
    return this.connection.json<T>({
      method: "PATCH",
      path: pathOf(resource, body.metadata.namespace, body.metadata.name),
      contentType: "application/apply-patch+yaml",
      query: { fieldManager, force: String(force), fieldValidation: "Strict", ...dry(dryRun) },
      body,
    });
  }

  /**
   * @param type  `strategic` merges lists by their keys and fits built-in kinds only
   */
  async patch<T extends KubernetesObject>(
    resource: Resource<T>,
    { name, namespace }: { readonly name: string; readonly namespace?: string },
    body: unknown,
    { type = "merge", subresource }: { type?: keyof typeof patchTypes; subresource?: "status" | "approval" } = {},
  ): Promise<T> {
    const path = pathOf(resource, namespace, name) + (subresource ? `/${subresource}` : "");
    return this.connection.json<T>({ method: "PATCH", path, body, contentType: patchTypes[type] });
  }

  /** Asks for the removal and does not wait for it; says whether there was anything. */
  async remove(
    resource: Resource,
    { name, namespace }: { readonly name: string; readonly namespace?: string },
    { propagation = "Background", gracePeriodSeconds, uid }: RemoveOptions = {},
  ): Promise<boolean> {
    const body = {
      apiVersion: "v1",
      kind: "DeleteOptions",
      propagationPolicy: propagation,
      ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
      ...(uid ? { preconditions: { uid } } : {}),
    };
    const path = pathOf(resource, namespace, name);
    const answer = await orNothing(this.connection.json({ method: "DELETE", path, body }));
    return answer !== undefined;
  }

  close(): void {
    this.connection.close();
  }
}

/** Selectors as the query of a list or a watch. */
export function selectors({ labels, fields }: Selection): Record<string, string | undefined> {
  return { labelSelector: labels, fieldSelector: fields };
}

function dry(run: boolean | undefined): Record<string, string> {
  return run ? { dryRun: "All" } : {};
}

async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return undefined;
    throw error;
  }
}
