/** Node pools that EKS Auto Mode brings along. */
import type { Pool } from "../nodes/node.ts";

/** https://docs.aws.amazon.com/eks/latest/userguide/set-builtin-node-pools.html (read 2026-11-22). */
export const builtInPools: readonly Pool[] = [
  { name: "general-purpose", labels: {}, taints: [] },
  { name: "system", labels: {}, taints: [{ key: "CriticalAddonsOnly", effect: "NoSchedule" }] },
];
