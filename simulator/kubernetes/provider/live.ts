/** What a resource's state holds of an object on the server. */
import { randomBytes } from "node:crypto";
import type { Properties } from "../../providers/provider.ts";
import type { KubernetesObject } from "../api/model.ts";
import { section } from "./names.ts";

const managerKey = "__fieldManager";
const versionKey = "__initialApiVersion";

/** Outputs: the object as it stands on the server, and who owns the fields that the inputs name. */
export function outputsOf(live: KubernetesObject, inputs: Properties, fieldManager: string): Properties {
  return { ...live, [managerKey]: fieldManager, [versionKey]: inputs.apiVersion };
}

/** The owner that an earlier run wrote under; each resource has one of its own, so that two never share a field unseen. */
export function fieldManagerOf(outputs: Properties): string {
  const known = outputs[managerKey];
  return typeof known === "string" ? known : `pulumi-kubernetes-${randomBytes(4).toString("hex")}`;
}

/** Of a live object, only what the inputs name: so a change by somebody else shows, and what the server added does not. */
export function pruned(live: unknown, inputs: unknown): unknown {
  if (Array.isArray(live) && Array.isArray(inputs)) {
    return live.map((item, index) => (index < inputs.length ? pruned(item, inputs[index]) : item));
  }
  if (!isObject(live) || !isObject(inputs)) return live;
  const named = Object.entries(inputs).filter(([key]) => live[key] !== undefined || key === "stringData");
  return Object.fromEntries(
    // A Secret's plain values come back encoded under another name.
    named.map(([key, input]) => [key, key === "stringData" ? decoded(live.data, input) : pruned(live[key], input)]),
  );
}

function decoded(data: unknown, wanted: unknown): Properties {
  const encoded = section(data) ?? {};
  const names = Object.keys(section(wanted) ?? {}).filter((name) => typeof encoded[name] === "string");
  return Object.fromEntries(names.map((name) => [name, Buffer.from(String(encoded[name]), "base64").toString()]));
}

const isObject = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);
