/** Node pools that EKS Auto Mode brings along, and their nodes. */
import type { NodeModel, Pool } from "../nodes/node.ts";

/**
 * Three sizes of one family stand for all from which Auto Mode picks by what waits:
 * https://aws.amazon.com/ec2/instance-types/m6i/ (read 2026-11-22). Their disk is the default of a NodeClass:
 * https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html (read 2026-11-22).
 */
export const autoModeNodes: NodeModel = {
  machines: [
    { type: "m6i.large", cpu: 2, memoryGib: 8 },
    { type: "m6i.xlarge", cpu: 4, memoryGib: 16 },
    { type: "m6i.2xlarge", cpu: 8, memoryGib: 32 },
  ],
  diskGib: 80,
  poolLabel: "karpenter.sh/nodepool",
  labels: () => ({ "karpenter.sh/capacity-type": "on-demand", "eks.amazonaws.com/compute-type": "auto" }),
  name: (_pool, digits) => `i-${digits.slice(0, 17)}`,
  providerId: (zone, name) => `aws:///${zone}/${name}`,
};

/** https://docs.aws.amazon.com/eks/latest/userguide/set-builtin-node-pools.html (read 2026-11-22). */
export const builtInPools: readonly Pool[] = [
  { name: "general-purpose", labels: {}, taints: [] },
  { name: "system", labels: {}, taints: [{ key: "CriticalAddonsOnly", effect: "NoSchedule" }] },
];
