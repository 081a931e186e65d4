/** Applies manifests, as `kubectl apply --server-side` does. */
import { parseAllDocuments } from "yaml";
import * as z from "zod";
import type { Api, Manifest } from "../api/api.ts";
import { Discovery } from "../api/discovery.ts";
import type { KubernetesObject } from "../api/model.ts";

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});

export interface ApplyArgs {
  /** For namespaced objects that name none. */
  readonly namespace?: string;
  /** The server checks and answers, and stores nothing. */
  readonly dryRun?: boolean;
}

const fieldManager = "longshore";

/** Objects of one or more YAML documents.. */
export function parseManifests(yaml: string): readonly Manifest[] {
  const documents = parseAllDocuments(yaml, { merge: true }).map((document): unknown => document.toJS());
  return documents.filter((document) => document !== null).map((document) => manifest.parse(document));
}

/**
 * Applies objects in their order.
 * @throws ApiError with the server's text, Error for a kind that the server does not serve
 */
export async function applyManifests(
  api: Api,
  objects: readonly Manifest[],
  { namespace = "default", dryRun = false }: ApplyArgs = {},
): Promise<readonly KubernetesObject[]> {
  const kinds = new Discovery(api);
  const applied: KubernetesObject[] = [];
  for (const object of objects) {
    const { apiVersion = "", kind = "", metadata } = object;
    const resource = await kinds.find(apiVersion, kind);
    if (!resource) throw new Error(`no matches for kind "${kind}" in version "${apiVersion}"`);
    const scope = resource.namespaced ? { namespace: metadata.namespace ?? namespace } : {};
    const body = { ...object, metadata: { ...metadata, ...scope } };
    applied.push(await api.apply(resource, body, { fieldManager, force: true, dryRun }));
  }
  return applied;
}
