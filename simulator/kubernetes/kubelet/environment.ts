/** A container's environment, resolved as the kubelet does it. */
import type { Container, EnvironmentVariable, KeyReference, Pod } from "../api/model.ts";
import { expand } from "./expansion.ts";
import { fieldValue, type PodFacts, resourceValue } from "./fields.ts";
import { keysOf, MissingReference, type Objects } from "./objects.ts";

export interface EnvironmentArgs {
  readonly pod: Pod;
  readonly container: Container;
  readonly objects: Objects;
  readonly facts: PodFacts;
}

/**
 * @throws MissingReference where a Secret, ConfigMap or key is not there and not optional
 */
export function environmentOf(args: EnvironmentArgs): Record<string, string> {
  const variables: Record<string, string> = fromSources(args);
  for (const variable of args.container.env ?? []) {
    const value = variableValue(variable, variables, args);
    if (value !== undefined) variables[variable.name] = value;
  }
  return variables;
}

function fromSources({ pod, container, objects }: EnvironmentArgs): Record<string, string> {
  const namespace = pod.metadata.namespace ?? "default";
  const variables: Record<string, string> = {};
  for (const { prefix = "", secretRef, configMapRef } of container.envFrom ?? []) {
    const found = {
      ...(secretRef ? keysOf(objects, "secret", secretRef, namespace) : {}),
      ...(configMapRef ? keysOf(objects, "configmap", configMapRef, namespace) : {}),
    };
    for (const [key, value] of Object.entries(found)) variables[prefix + key] = value.toString();
  }
  return variables;
}

function variableValue(
  { value = "", valueFrom }: EnvironmentVariable,
  before: Readonly<Record<string, string>>,
  args: EnvironmentArgs,
): string | undefined {
  const { pod, container, facts } = args;
  if (valueFrom?.secretKeyRef) return keyValue(valueFrom.secretKeyRef, "secret", args);
  if (valueFrom?.configMapKeyRef) return keyValue(valueFrom.configMapKeyRef, "configmap", args);
  if (valueFrom?.fieldRef) return fieldValue(pod, valueFrom.fieldRef.fieldPath, facts);
  if (valueFrom?.resourceFieldRef) return resourceValue(container, valueFrom.resourceFieldRef);
  return expand(value, before);
}

function keyValue(
  { name, key, optional = false }: KeyReference,
  kind: "secret" | "configmap",
  { pod, objects }: EnvironmentArgs,
): string | undefined {
  const namespace = pod.metadata.namespace ?? "default";
  const value = keysOf(objects, kind, { name, optional }, namespace)?.[key];
  if (value) return value.toString();
  if (optional) return undefined;
  throw new MissingReference(
    `couldn't find key ${key} in ${kind === "secret" ? "Secret" : "ConfigMap"} ${namespace}/${name}`,
  );
}
