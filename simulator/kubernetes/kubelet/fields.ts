/** Values that a container asks of its own pod: the downward API. */
import type { Container, Pod, ResourceFieldReference } from "../api/model.ts";
import { quantity } from "./quantity.ts";

/** What only the kubelet knows of a pod. */
export interface PodFacts {
  /** Where its processes listen. It stands for the pod's address, which nothing can listen on. */
  readonly address: string;
  readonly nodeAddress: string;
}

/** Stands for the node's capacity where a container has no limit. */
const unlimited: Readonly<Record<string, string>> = { cpu: "8", memory: "30Gi", "ephemeral-storage": "80Gi" };

/**
 * @param path  for example `metadata.name` or `metadata.labels['app']`
 * @throws Error for a path that the downward API does not have
 */
export function fieldValue({ metadata, spec }: Pod, path: string, { address, nodeAddress }: PodFacts): string {
  const [, map, key] = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path) ?? [];
  if (key !== undefined) return (map === "labels" ? metadata.labels : metadata.annotations)?.[key] ?? "";
  const values: Readonly<Record<string, string | undefined>> = {
    "metadata.name": metadata.name,
    "metadata.namespace": metadata.namespace,
    "metadata.uid": metadata.uid,
    "metadata.labels": lines(metadata.labels),
    "metadata.annotations": lines(metadata.annotations),
    "spec.nodeName": spec.nodeName,
    "spec.serviceAccountName": spec.serviceAccountName,
    "status.podIP": address,
    "status.podIPs": address,
    "status.hostIP": nodeAddress,
    "status.hostIPs": nodeAddress,
  };
  const value = values[path];
  if (value === undefined) throw new Error(`unsupported fieldPath: ${path}`);
  return value;
}

/** A container's request or limit, in units of the divisor, rounded up. */
export function resourceValue(container: Container, { resource, divisor = "1" }: ResourceFieldReference): string {
  const [, kind, name = ""] = /^(limits|requests)\.(.+)$/.exec(resource) ?? [];
  const { limits, requests } = container.resources ?? {};
  const found = kind === "requests" ? (requests?.[name] ?? "0") : (limits?.[name] ?? unlimited[name] ?? "0");
  return String(Math.ceil(quantity(found) / (quantity(divisor) || 1)));
}

/** As the downward API writes maps into files. */
function lines(map: Readonly<Record<string, string>> = {}): string {
  return Object.entries(map)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}\n`)
    .join("");
}
