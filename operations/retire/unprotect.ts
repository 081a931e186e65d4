/** Takes the protection off what a retirement removes: in Pulumi's state, and in the cloud where it guards as well. */
import { workTree } from "../../simulator/paths.ts";
import { aws } from "../cloud-cli.ts";
import { lockType } from "../destroy/locked.ts";
import { mustPulumi } from "../pulumi.ts";
import type { StackPlace } from "../stacks.ts";
import { resourcesOf, type State } from "../state.ts";
import { isHistory } from "./history.ts";

/** Types that a cloud deletes only when they are empty, or when it is told to empty them. */
const emptied = ["aws:s3/bucket:Bucket", "aws:route53/zone:Zone"];
const keepers = [lockType, "azure-native:authorization:PolicyAssignment"];
const database = "aws:rds/instance:Instance";

/** A state in which nothing but the history is protected, and what must be empty is emptied as it goes. */
export function withoutProtection(state: State): State {
  const resources = resourcesOf(state).map((each) => {
    if (isHistory(each)) return each;
    const changes = emptied.includes(each.type)
      ? { forceDestroy: true }
      : each.type === database
        ? { deletionProtection: false }
        : {};
    return {
      ...each,
      protect: false,
      inputs: { ...each.inputs, ...changes },
      outputs: { ...each.outputs, ...changes },
    };
  });
  return { ...state, deployment: { ...state.deployment, resources } };
}

/** Locks and policies of Azure that keep what goes: they go first. */
export const keepersToLift = (state: State): readonly string[] =>
  resourcesOf(state)
    .filter((each) => keepers.includes(each.type) && !isHistory(each))
    .map(({ urn }) => urn);

/** RDS' own deletion protection, which is no resource of the stack. */
export async function liftDatabaseProtection({ region }: StackPlace, state: State): Promise<void> {
  const servers = resourcesOf(state).filter(
    ({ type, inputs }) => type === database && inputs?.deletionProtection === true,
  );
  for (const { outputs } of servers) {
    const name = ["--db-instance-identifier", String(outputs?.identifier)];
    await aws(["rds", "modify-db-instance", ...name, "--no-deletion-protection", "--apply-immediately"], region);
  }
}

/** @throws Error with Pulumi's own words */
export async function importState(stack: string, state: State): Promise<void> {
  await mustPulumi({ folder: workTree, stack, environment: process.env }, ["stack", "import"], JSON.stringify(state));
}
