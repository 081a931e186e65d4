/** Names and identities of objects, by the rules of Pulumi's Kubernetes provider (pulumi/pulumi-kubernetes, 2026-07). */
import { randomBytes } from "node:crypto";
import { type Properties, type Subject, unknown } from "../../providers/provider.ts";
import type { Manifest } from "../api/api.ts";

/** Says that the provider chose the name. */
export const autonamed = "pulumi.com/autonamed";

/** The resource's own part of its URN. */
export const logicalName = ({ urn }: Subject): string => urn.slice(urn.lastIndexOf("::") + 2);

/** A name that no other resource has: the logical one and eight random digits. */
export const uniqueName = (subject: Subject): string => `${logicalName(subject)}-${randomBytes(4).toString("hex")}`;

/** `apiVersion` and `kind` that a token means, for example `kubernetes:core/v1:Secret`. */
export function kindOf({ type }: Subject): { readonly apiVersion: string; readonly kind: string } {
  const [, version = "", kind = ""] = type.split(":");
  return { apiVersion: version.replace(/^core\//, ""), kind };
}

/** A resource's id: namespace and name, or the name alone. */
export function idOf({ metadata: { namespace, name } }: Manifest): string {
  return namespace ? `${namespace}/${name}` : name;
}

export function parseId(id: string): { readonly name: string; readonly namespace?: string } {
  const slash = id.indexOf("/");
  return slash < 0 ? { name: id } : { namespace: id.slice(0, slash), name: id.slice(slash + 1) };
}

/**
 * The inputs with a name: their own, the one that an earlier run chose, or a new one.
 * @param old  inputs of the last run
 */
export function withName(subject: Subject, inputs: Properties, old: Properties | undefined): Properties {
  const metadata = section(inputs.metadata);
  if (metadata === undefined || metadata.name) return inputs;
  const before = section(old?.metadata);
  const kept = section(before?.annotations)?.[autonamed] === "true" ? before?.name : undefined;
  const annotations = { ...section(metadata.annotations), [autonamed]: "true" };
  return { ...inputs, metadata: { ...metadata, name: kept ?? uniqueName(subject), annotations } };
}

/** An object's part as an object; an absent one is empty, an unknown one is nothing. */
export function section(value: unknown): Properties | undefined {
  if (value === unknown) return undefined;
  if (value === undefined || value === null) return {};
  return typeof value === "object" ? { ...value } : undefined;
}
