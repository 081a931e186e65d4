/** Fields that cannot change in place, by kind, as Pulumi's Kubernetes provider lists them (pulumi/pulumi-kubernetes, 2026-07). */
import { sameValue } from "../../providers/difference.ts";
import type { Properties } from "../../providers/provider.ts";
import { section } from "./names.ts";

const everywhere = ["metadata.name", "metadata.namespace"];
const pod = [
  "affinity",
  "containers",
  "hostNetwork",
  "imagePullSecrets",
  "initContainers",
  "nodeName",
  "nodeSelector",
  "priorityClassName",
  "restartPolicy",
  "schedulerName",
  "securityContext",
  "serviceAccountName",
  "terminationGracePeriodSeconds",
  "volumes",
];
const kinds: Readonly<Record<string, readonly string[]>> = {
  "apps/v1/DaemonSet": ["spec.selector"],
  "apps/v1/Deployment": ["spec.selector"],
  "apps/v1/StatefulSet": [
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  "batch/v1/Job": ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io/v1/RoleBinding": ["roleRef"],
  "storage.k8s.io/v1/StorageClass": ["parameters", "provisioner"],
  "v1/PersistentVolumeClaim": ["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName"],
  "v1/Pod": pod.map((field) => `spec.${field}`),
  "v1/ResourceQuota": ["spec.scopes"],
  "v1/Service": ["spec.clusterIP"],
};

export interface Mutability {
  /** Provider's `enableSecretMutable`; without it a changed Secret is another Secret. */
  readonly secrets: boolean;
  /** Provider's `enableConfigMapMutable`. */
  readonly configMaps: boolean;
}

/** Top-level properties in which something changes that cannot change in place. */
export function replacing(old: Properties, next: Properties, mutability: Mutability): readonly string[] {
  const changed = immutableFields(next, mutability).filter((path) => !sameValue(at(old, path), at(next, path)));
  return [...new Set(changed.map((path) => path.split(".")[0] ?? path))];
}

function immutableFields(inputs: Properties, { secrets, configMaps }: Mutability): readonly string[] {
  const kind = `${inputs.apiVersion}/${inputs.kind}`;
  const fixed = inputs.immutable === true;
  if (kind === "v1/Secret") return [...everywhere, "type", ...(secrets && !fixed ? [] : ["data", "stringData"])];
  if (kind === "v1/ConfigMap") return [...everywhere, ...(configMaps && !fixed ? [] : ["data", "binaryData"])];
  return [...everywhere, ...(kinds[kind] ?? [])];
}

function at(properties: Properties, path: string): unknown {
  return path.split(".").reduce((value: unknown, key) => section(value)?.[key], properties);
}
