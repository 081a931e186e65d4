/** What pods and nodes are said to use: a fixed share of what they asked for, because nothing really runs in them. */
import type { Pod } from "../api/model.ts";
import { quantity } from "../kubelet/quantity.ts";

/** Below the targets at which autoscalers act, so that a platform at rest stays at rest. */
export const usedShare = 0.4;

/** Metrics of a pod, as `metrics.k8s.io/v1beta1` has them. */
export function podMetrics({ metadata, spec }: Pod, now: string, share: number) {
  const { name, namespace, labels, creationTimestamp } = metadata;
  return {
    metadata: { name, namespace, labels, creationTimestamp },
    timestamp: now,
    window: "15s",
    containers: spec.containers.map((container) => ({
      name: container.name,
      usage: usage(container.resources?.requests ?? {}, share),
    })),
  };
}

function usage({ cpu = "0", memory = "0" }: Readonly<Record<string, string>>, share: number) {
  return {
    cpu: `${Math.round(quantity(cpu) * share * 1e9)}n`,
    memory: `${Math.round((quantity(memory) * share) / 1024)}Ki`,
  };
}
