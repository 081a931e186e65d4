/** A node as EKS Auto Mode makes them, as far as a scheduler can tell. */
import { createHash } from "node:crypto";
import type { Manifest } from "../api/api.ts";

/**
 * m6i.xlarge: https://aws.amazon.com/ec2/instance-types/m6i/ (read 2026-11-22). Auto Mode picks the type by what waits; one
 * in the middle stands for all. Its disk is the default of a NodeClass:
 * https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html (read 2026-11-22).
 */
const machine = { type: "m6i.xlarge", cpu: 4, memoryGib: 16, diskGib: 80 };
/** The system and the kubelet keep something for themselves; here a tenth of a CPU, two GiB of memory, a tenth of the disk. */
const allocatable = {
  cpu: `${machine.cpu * 1000 - 100}m`,
  memory: `${machine.memoryGib - 2}Gi`,
  "ephemeral-storage": `${machine.diskGib * 0.9}Gi`,
  pods: "110",
};
const capacity = {
  cpu: String(machine.cpu),
  memory: `${machine.memoryGib}Gi`,
  "ephemeral-storage": `${machine.diskGib}Gi`,
  pods: "110",
};

/** Which nodes are alike. */
export interface Pool {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
}

export interface Place {
  readonly region: string;
  readonly zone: string;
}

/** @param number  counts the nodes of a pool in a zone, from 1 */
export function node(pool: Pool, { region, zone }: Place, number: number): Manifest {
  const hash = createHash("sha256").update([pool.name, zone, number].join("|")).digest();
  const name = `i-${hash.toString("hex").slice(0, 17)}`;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      // Without it KWOK does not look after the node.
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: { ...labelsOf(pool, { region, zone }), "kubernetes.io/hostname": name },
    },
    spec: { taints: pool.taints, providerID: `aws:///${zone}/${name}` },
    status: {
      addresses: [
        { type: "InternalIP", address: `10.244.${128 + ((hash[0] ?? 0) % 64)}.${1 + ((hash[1] ?? 0) % 254)}` },
        { type: "Hostname", address: name },
      ],
      allocatable,
      capacity,
    },
  };
}

/** Labels that a pod can ask for, before the node has a name. */
export function labelsOf(pool: Pool, { region, zone }: Place): Record<string, string> {
  return {
    ...pool.labels,
    "karpenter.sh/nodepool": pool.name,
    "karpenter.sh/capacity-type": "on-demand",
    "eks.amazonaws.com/compute-type": "auto",
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/os": "linux",
    "node.kubernetes.io/instance-type": machine.type,
    "topology.kubernetes.io/region": region,
    "topology.kubernetes.io/zone": zone,
  };
}
