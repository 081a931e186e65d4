/** Subnets of Azure stand in their network's inputs or beside it, and are named by id: `<network>/subnets/<name>`. */
import type { Inputs } from "../judge/inputs.ts";
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";
import { securityGroup, subnet as subnetType, virtualNetwork } from "./types.ts";

export interface Subnet {
  readonly network: Subject;
  readonly name: string;
  readonly inputs: Inputs;
}

/** @throws UnknownValueError */
export const subnetsOf = (stack: StackView, network: Subject): readonly Subnet[] => [
  ...network.inputs.elements("subnets").map((inputs) => ({ network, name: inputs.text("name"), inputs })),
  ...stack
    .linking(network, subnetType, "virtualNetworkName")
    .map(({ inputs }) => ({ network, name: inputs.text("subnetName") || inputs.text("name"), inputs })),
];

/**
 * The subnet with this id, which stands in one of the resource's inputs.
 * @param input  top-level input that the id was read from
 * @returns none where the network belongs to another stack
 * @throws UnknownValueError
 */
export function subnetWithId(stack: StackView, subject: Subject, input: string, id: string): Subnet | undefined {
  const name = id.split("/subnets/")[1];
  return stack
    .linked(subject, input, virtualNetwork)
    .flatMap((network) => subnetsOf(stack, network))
    .find((subnet) => subnet.name === name);
}

/** The security group of a subnet, where the stack makes it. */
export const guardOf = (stack: StackView, { inputs }: Subnet): Subject | undefined =>
  stack.named(inputs.get("networkSecurityGroup.id"), securityGroup)[0];
