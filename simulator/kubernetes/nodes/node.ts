/** A node, as far as a scheduler can tell. */
import { createHash } from "node:crypto";
import type { Manifest } from "../api/api.ts";
import { allocatable, capacity, type Machine } from "./machine.ts";

/** How a cloud's nodes look. */
export interface NodeModel {
  /** Smallest first. */
  readonly machines: readonly [Machine, ...Machine[]];
  readonly diskGib: number;
  /** Label that says which pool a node belongs to. */
  readonly poolLabel: string;
  /** Further labels of the cloud's own. */
  readonly labels: (pool: Pool) => Readonly<Record<string, string>>;
  /** @param digits  hexadecimal, the same for the same node */
  readonly name: (pool: Pool, digits: string) => string;
  readonly providerId: (zone: string, name: string) => string;
}

/** Which nodes are alike. */
export interface Pool {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  /** Where its nodes may stand; default every zone of the cluster. */
  readonly zones?: readonly string[];
  /** What all its nodes are; default what the pod that asks for one takes. */
  readonly machine?: Machine;
  /** Room on the disk of its nodes, in GiB; default the model's. */
  readonly diskGib?: number;
  /** Nodes from the start, over all its zones; default one in each zone for a cluster's first pool, none for others. */
  readonly count?: number;
}

export interface Place {
  readonly region: string;
  readonly zone: string;
}

/** A node that is wanted. */
export interface Wish extends Place {
  readonly pool: Pool;
  readonly machine: Machine;
}

/** @param number  counts the nodes of a pool in a zone, from 1 */
export function node(model: NodeModel, { pool, machine, region, zone }: Wish, number: number): Manifest {
  const hash = createHash("sha256").update([pool.name, zone, number].join("|")).digest();
  const name = model.name(pool, hash.toString("hex"));
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      // Without it KWOK does not look after the node.
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: {
        ...labelsOf(model, pool, { region, zone }),
        "node.kubernetes.io/instance-type": machine.type,
        "kubernetes.io/hostname": name,
      },
    },
    spec: { taints: pool.taints, providerID: model.providerId(zone, name) },
    status: {
      addresses: [
        { type: "InternalIP", address: `10.244.${128 + ((hash[0] ?? 0) % 64)}.${1 + ((hash[1] ?? 0) % 254)}` },
        { type: "Hostname", address: name },
      ],
      allocatable: allocatable(machine, pool.diskGib ?? model.diskGib),
      capacity: capacity(machine, pool.diskGib ?? model.diskGib),
    },
  };
}

/** Labels that a pod can ask for, before the node has a name. */
export function labelsOf(model: NodeModel, pool: Pool, { region, zone }: Place): Record<string, string> {
  return {
    ...pool.labels,
    [model.poolLabel]: pool.name,
    ...model.labels(pool),
    "kubernetes.io/arch": "amd64",
    "kubernetes.io/os": "linux",
    "topology.kubernetes.io/region": region,
    "topology.kubernetes.io/zone": zone,
  };
}
