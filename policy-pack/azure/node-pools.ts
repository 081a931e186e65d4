/** Nodes of AKS: the pool that comes with the cluster, and those that follow as resources of their own. */
import type { Inputs } from "../judge/inputs.ts";
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";
import { type Subnet, subnetsOf, subnetWithId } from "./subnets.ts";
import { agentPool, cluster } from "./types.ts";

export interface NodePool {
  readonly inputs: Inputs;
  readonly mode: string;
  readonly zones: readonly string[];
  readonly subnet: Subnet | undefined;
}

/** @throws UnknownValueError */
export const nodePools = (stack: StackView): readonly NodePool[] =>
  stack.ofType(cluster).flatMap((each) => poolsOf(stack, each));

/** What a platform calls the subnets of its nodes, before there are any: those of a pilot light. */
const meantForNodes = /^application-/;

/**
 * Names of the subnets that nodes stand in, or will stand in where the stack has no cluster yet.
 * @throws UnknownValueError
 */
export const nodeSubnets = (stack: StackView, network: Subject): readonly string[] =>
  stack.ofType(cluster).length > 0
    ? nodePools(stack).flatMap(({ subnet }) => subnet?.name ?? [])
    : subnetsOf(stack, network)
        .map(({ name }) => name)
        .filter((name) => meantForNodes.test(name));

/** @throws UnknownValueError */
export function poolsOf(stack: StackView, owner: Subject): readonly NodePool[] {
  const pool = (subject: Subject, input: string) => (inputs: Inputs) => ({
    inputs,
    mode: inputs.text("mode"),
    zones: inputs.texts("availabilityZones"),
    subnet: subnetWithId(stack, subject, input, inputs.text("vnetSubnetID")),
  });
  return [
    ...owner.inputs.elements("agentPoolProfiles").map(pool(owner, "agentPoolProfiles")),
    ...stack.linking(owner, agentPool, "resourceName").map((subject) => pool(subject, "vnetSubnetID")(subject.inputs)),
  ];
}
