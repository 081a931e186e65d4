/** The way back: what a stack that receives copies of backups gives to the one that sends them. */
import * as z from "zod";
import type { ReceiverFacts } from "../../components/copies.ts";
import { workTree } from "../../simulator/paths.ts";
import { receiver } from "../../stacks/copies.ts";
import type { Settings } from "../../stacks/settings.ts";
import { pulumi } from "../pulumi.ts";
import { readSettings } from "../settings.ts";
import { writeSettings } from "../stack-file.ts";
import { differences } from "./differences.ts";

export interface ReceiverState {
  /** Undefined until the receiver's first `pulumi up` as one. */
  readonly facts: ReceiverFacts | undefined;
  /** A line for each fact that the sender does not have as the receiver gives it. */
  readonly different: readonly string[];
}

const outputs = z.looseObject({ receiver: receiver.optional() });

/** @returns undefined where the stack receives no copies, or its peer's settings send them to another one */
export async function compareReceiver(
  stack: string,
  { role, link }: Pick<Settings, "role" | "link">,
): Promise<ReceiverState | undefined> {
  if (role !== "recovery" || link?.by !== "backups") return undefined;
  const { copies } = readSettings(workTree, link.peer);
  if (copies && copies.to !== stack) return undefined;
  const facts = await readReceiver(stack);
  return { facts, different: facts ? differences(copies?.receiver, facts, `${link.peer}: copies.receiver`) : [] };
}

async function readReceiver(stack: string): Promise<ReceiverFacts | undefined> {
  const where = { folder: workTree, stack, environment: process.env };
  const { code, output } = await pulumi(where, ["stack", "output", "--json"]);
  // A stack that was never brought up is none yet for Pulumi.
  return code === 0 ? outputs.parse(JSON.parse(output)).receiver : undefined;
}

export const writeReceiver = (sender: string, facts: ReceiverFacts): void =>
  writeSettings(workTree, sender, [[["longshore:copies"], { to: facts.stack, receiver: facts }]]);
