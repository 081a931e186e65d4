/** When an object counts as ready, for the kinds for which a change is more than being stored. */
import type { Condition, KubernetesObject } from "../api/model.ts";

/** As far as it is looked at here. */
export interface Live extends KubernetesObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly type?: string;
    readonly selector?: unknown;
    readonly updateStrategy?: { readonly type?: string };
  };
  readonly status?: {
    readonly phase?: string;
    readonly observedGeneration?: number;
    readonly conditions?: readonly Condition[];
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly readyReplicas?: number;
    readonly replicas?: number;
    readonly desiredNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
    readonly loadBalancer?: { readonly ingress?: readonly unknown[] };
  };
}

/** Ready, or what is still missing, or why it will never be. */
export type Readiness = { readonly ready: true } | { readonly missing: string } | { readonly failed: string };

const ready: Readiness = { ready: true };

const rules: Readonly<Record<string, (live: Live) => Readiness>> = {
  "v1/Namespace": ({ status }) => (status?.phase === "Active" ? ready : { missing: `it is ${status?.phase}` }),
  "v1/Pod": (live) => (live.status?.phase === "Succeeded" ? ready : condition(live, "Ready")),
  "v1/Service": ({ spec, status }) =>
    spec?.type !== "LoadBalancer" || status?.loadBalancer?.ingress?.length
      ? ready
      : { missing: "its load balancer has no address" },
  "apiextensions.k8s.io/v1/CustomResourceDefinition": (live) => condition(live, "Established"),
  "apiregistration.k8s.io/v1/APIService": (live) => condition(live, "Available"),
  "apps/v1/Deployment": (live) => {
    const progress = live.status?.conditions?.find(({ type }) => type === "Progressing");
    if (progress?.reason === "ProgressDeadlineExceeded") return { failed: progress.message ?? progress.reason };
    return replicas(live, live.status?.availableReplicas);
  },
  "apps/v1/StatefulSet": (live) => replicas(live, live.status?.availableReplicas),
  "apps/v1/DaemonSet": (live) => {
    const { desiredNumberScheduled = 0, updatedNumberScheduled = 0, numberAvailable = 0 } = live.status ?? {};
    if (!isObserved(live)) return { missing: "its controller has not seen it yet" };
    const enough = updatedNumberScheduled >= desiredNumberScheduled && numberAvailable >= desiredNumberScheduled;
    return enough ? ready : { missing: `${numberAvailable} of ${desiredNumberScheduled} pods are available` };
  },
  "batch/v1/Job": (live) => {
    const failed = live.status?.conditions?.find(({ type, status }) => type === "Failed" && status === "True");
    return failed ? { failed: failed.message ?? "the Job failed" } : condition(live, "Complete");
  },
};

/** The rule for a kind; nothing where being stored is all. */
export function readinessRule(apiVersion: string, kind: string): ((live: Live) => Readiness) | undefined {
  return rules[`${apiVersion}/${kind}`];
}

function condition({ status }: Live, type: string): Readiness {
  const found = status?.conditions?.find((candidate) => candidate.type === type);
  if (found?.status === "True") return ready;
  return { missing: [`it is not ${type}`, found?.reason, found?.message].filter(Boolean).join(": ") };
}

function replicas(live: Live, available = 0): Readiness {
  const wanted = live.spec?.replicas ?? 1;
  const { updatedReplicas = 0, replicas: all = 0 } = live.status ?? {};
  if (!isObserved(live)) return { missing: "its controller has not seen it yet" };
  const done = updatedReplicas >= wanted && available >= wanted && all <= updatedReplicas;
  return done ? ready : { missing: `${available} of ${wanted} replicas are available` };
}

const isObserved = ({ metadata, status }: Live) => (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
