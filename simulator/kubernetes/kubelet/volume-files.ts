/** The files that a volume is made of. */
import type { DownwardItem, KeySelection, Pod, Volume } from "../api/model.ts";
import { fieldValue, type PodFacts, resourceValue } from "./fields.ts";
import { keysOf, MissingReference, type Objects } from "./objects.ts";

export interface TokenWish {
  /** Path in the volume. */
  readonly path: string;
  /** Who the token is for; the API server itself where it says nothing. */
  readonly audience?: string;
  readonly expirationSeconds: number;
}

export interface VolumeFiles {
  /** Contents by path in the volume. */
  readonly files: Readonly<Record<string, Buffer>>;
  readonly tokens: readonly TokenWish[];
}

export interface VolumeArgs {
  readonly pod: Pod;
  readonly objects: Objects;
  readonly facts: PodFacts;
}

/** Seconds that a projected token lasts where the pod does not say: the API's own default. */
const tokenSeconds = 3600;

/** @throws MissingReference where a Secret, ConfigMap or key is not there and not optional */
export function volumeFiles(volume: Volume, args: VolumeArgs): VolumeFiles {
  const { secret, configMap, downwardAPI, projected } = volume;
  const sources = projected?.sources ?? [
    {
      ...(secret ? { secret: { ...secret, name: secret.secretName ?? "" } } : {}),
      ...(configMap ? { configMap } : {}),
      ...(downwardAPI ? { downwardAPI } : {}),
    },
  ];
  const parts = sources.map((source) => ({
    ...(source.secret ? selected("secret", source.secret, args) : {}),
    ...(source.configMap ? selected("configmap", source.configMap, args) : {}),
    ...downward(source.downwardAPI?.items ?? [], args),
  }));
  const tokens = sources.flatMap(({ serviceAccountToken: token }) =>
    token ? [{ expirationSeconds: tokenSeconds, ...token }] : [],
  );
  return { files: Object.assign({}, ...parts), tokens };
}

function selected(
  kind: "secret" | "configmap",
  { name = "", items, optional = false }: KeySelection & { readonly name?: string },
  { pod, objects }: VolumeArgs,
): Record<string, Buffer> {
  const found = keysOf(objects, kind, { name, optional }, pod.metadata.namespace ?? "default") ?? {};
  if (!items) return { ...found };
  const chosen: Record<string, Buffer> = {};
  for (const { key, path } of items) {
    const value = found[key];
    if (value) chosen[path] = value;
    else if (!optional) throw new MissingReference(`references non-existent ${kind} key: ${key}`);
  }
  return chosen;
}

function downward(items: readonly DownwardItem[], { pod, facts }: VolumeArgs): Record<string, Buffer> {
  return Object.fromEntries(items.map((item) => [item.path, Buffer.from(downwardValue(item, pod, facts))]));
}

function downwardValue({ fieldRef, resourceFieldRef }: DownwardItem, pod: Pod, facts: PodFacts): string {
  if (fieldRef) return fieldValue(pod, fieldRef.fieldPath, facts);
  const container = pod.spec.containers.find(({ name }) => name === resourceFieldRef?.containerName);
  return resourceFieldRef && container ? resourceValue(container, resourceFieldRef) : "";
}
