/** Takes the protection off what a retirement removes: in Pulumi's state, and in the cloud where it guards as well. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { workTree } from "../../simulator/paths.ts";
import { aws } from "../cloud-cli.ts";
import { lockType } from "../destroy/locked.ts";
import type { StateResource } from "../destroy/state.ts";
import type { StackPlace } from "../stacks.ts";
import { isHistory } from "./history.ts";

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  protect: z.boolean().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
});
const document = z.looseObject({ deployment: z.looseObject({ resources: z.array(resource) }) });

/** Types that a cloud deletes only when they are empty, or when it is told to empty them. */
const emptied = ["aws:s3/bucket:Bucket", "aws:route53/zone:Zone"];
const database = "aws:rds/instance:Instance";

/**
 * A state in which nothing but the history is protected, and what must be empty is emptied as it goes.
 * @param state  what `pulumi stack export` prints, parsed
 */
export function withoutProtection(state: unknown): unknown {
  const { deployment, ...rest } = document.parse(state);
  const resources = deployment.resources.map((each) => {
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
  return { ...rest, deployment: { ...deployment, resources } };
}

/** Locks of Azure on what goes: they go first, because nothing inside a locked account can be deleted before. */
export const locksToLift = (state: readonly StateResource[]): readonly string[] =>
  state.filter((each) => each.type === lockType && !isHistory(each)).map(({ urn }) => urn);

/** RDS' own deletion protection, which is no resource of the stack. */
export async function liftDatabaseProtection({ region }: StackPlace, state: readonly StateResource[]): Promise<void> {
  const servers = state.filter(({ type, inputs }) => type === database && inputs.deletionProtection === true);
  for (const { outputs } of servers) {
    const name = ["--db-instance-identifier", String(outputs.identifier)];
    await aws(["rds", "modify-db-instance", ...name, "--no-deletion-protection", "--apply-immediately"], region);
  }
}

/** @throws Error with Pulumi's own words */
export async function importState(stack: string, state: unknown): Promise<void> {
  const child = spawn("pulumi", ["stack", "import", "--stack", stack], {
    cwd: workTree,
    stdio: ["pipe", "ignore", "pipe"],
  });
  const ended = once(child, "close");
  child.stdin.end(JSON.stringify(state));
  const [complaint, [code]] = await Promise.all([text(child.stderr), ended]);
  if (code !== 0) throw new Error(`pulumi stack import: ${complaint.trim()}`);
}
