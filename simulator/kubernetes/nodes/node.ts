/** A node as EKS Auto Mode makes them, as far as a scheduler can tell. */
import { createHash } from "node:crypto";
import type { Manifest } from "../api/api.ts";
import { allocatable, capacity, type Machine } from "./machine.ts";

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
export function node(pool: Pool, { region, zone }: Place, machine: Machine, number: number): Manifest {
  const hash = createHash("sha256").update([pool.name, zone, number].join("|")).digest();
  const name = `i-${hash.toString("hex").slice(0, 17)}`;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      // Without it KWOK does not look after the node.
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: {
        ...labelsOf(pool, { region, zone }),
        "node.kubernetes.io/instance-type": machine.type,
        "kubernetes.io/hostname": name,
      },
    },
    spec: { taints: pool.taints, providerID: `aws:///${zone}/${name}` },
    status: {
      addresses: [
        { type: "InternalIP", address: `10.244.${128 + ((hash[0] ?? 0) % 64)}.${1 + ((hash[1] ?? 0) % 254)}` },
        { type: "Hostname", address: name },
      ],
      allocatable: allocatable(machine),
      capacity: capacity(machine),
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
    "topology.kubernetes.io/region": region,
    "topology.kubernetes.io/zone": zone,
  };
}
