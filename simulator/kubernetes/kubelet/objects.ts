/** The Secrets and ConfigMaps that pods refer to. */
import type { ConfigMap, Secret } from "../api/model.ts";

/** Looks objects up, as they stand on the API server now. */
export interface Objects {
  secret(name: string, namespace: string): Secret | undefined;
  configMap(name: string, namespace: string): ConfigMap | undefined;
}

/** Something that a pod refers to is not there (yet). The messages are the kubelet's own. */
export class MissingReference extends Error {}

/** @throws MissingReference unless it may be missing */
export function keysOf(
  objects: Objects,
  kind: "secret" | "configmap",
  { name, optional = false }: { readonly name: string; readonly optional?: boolean },
  namespace: string,
): Readonly<Record<string, Buffer>> | undefined {
  const data = kind === "secret" ? secretKeys(objects, name, namespace) : configMapKeys(objects, name, namespace);
  if (!data && !optional) throw new MissingReference(`${kind} "${name}" not found`);
  return data;
}

function secretKeys(objects: Objects, name: string, namespace: string) {
  const secret = objects.secret(name, namespace);
  return secret && decode(secret.data, "base64");
}

function configMapKeys(objects: Objects, name: string, namespace: string) {
  const map = objects.configMap(name, namespace);
  return map && { ...decode(map.data, "utf8"), ...decode(map.binaryData, "base64") };
}

function decode(data: Readonly<Record<string, string>> = {}, encoding: "utf8" | "base64"): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, encoding)]));
}
