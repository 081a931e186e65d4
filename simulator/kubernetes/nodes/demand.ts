/** Which node a pod that fits nowhere is asking for. */
import type { LabelExpression, Node, Pod } from "../api/model.ts";
import { type Machine, machineFor, takes } from "./machine.ts";
import { labelsOf, type NodeModel, type Pool } from "./node.ts";

export interface Demand {
  readonly pool: Pool;
  readonly zone: string;
  readonly machine: Machine;
}

/** Among what a node can be chosen. */
export interface Choice {
  readonly region: string;
  readonly zones: readonly string[];
  readonly pools: readonly Pool[];
  readonly model: NodeModel;
}

/** Whether the scheduler found no node for a pod. */
export function isUnschedulable({ spec, status }: Pod): boolean {
  const scheduled = status?.conditions?.find(({ type }) => type === "PodScheduled");
  return !spec.nodeName && scheduled?.status === "False" && scheduled.reason === "Unschedulable";
}

/**
 * The pool and zone in which a new node would take the pod: of the zones that fit, the one with the fewest nodes.
 * Nothing where no pool fits, so that a pod with an impossible wish stays pending as it would on the real cloud.
 */
export function demandOf(pod: Pod, choice: Choice, nodes: readonly Node[]): Demand | undefined {
  const { pools, region, zones, model } = choice;
  for (const pool of pools) {
    if (!tolerates(pod, pool) || (pool.machine && !takes(pool.machine, pod))) continue;
    const fitting = (pool.zones ?? zones).filter((zone) => selects(pod, labelsOf(model, pool, { region, zone })));
    const [zone] = fitting.sort((a, b) => count(nodes, model, pool, a) - count(nodes, model, pool, b));
    if (zone) return { pool, zone, machine: pool.machine ?? machineFor(pod, model.machines) };
  }
  return undefined;
}

/** Nodes of a pool in a zone. */
export function count(nodes: readonly Node[], { poolLabel }: NodeModel, pool: Pool, zone: string): number {
  return nodes.filter(({ metadata: { labels = {} } }) => {
    return labels[poolLabel] === pool.name && labels["topology.kubernetes.io/zone"] === zone;
  }).length;
}

function selects({ spec }: Pod, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms) return wanted;
  return wanted && terms.some(({ matchExpressions = [] }) => matchExpressions.every((term) => holds(term, labels)));
}

function holds({ key, operator, values = [] }: LabelExpression, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[key];
  if (operator === "In") return value !== undefined && values.includes(value);
  if (operator === "NotIn") return value === undefined || !values.includes(value);
  if (operator === "Exists") return value !== undefined;
  return operator === "DoesNotExist" && value === undefined;
}

function tolerates({ spec }: Pod, { taints }: Pool): boolean {
  return taints.every(({ key, value, effect }) =>
    (spec.tolerations ?? []).some(
      (toleration) =>
        (!toleration.key || toleration.key === key) &&
        (!toleration.effect || toleration.effect === effect) &&
        (toleration.operator === "Exists" || (toleration.value ?? "") === (value ?? "")),
    ),
  );
}
