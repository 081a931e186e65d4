/** A preview before the policy pack, then `pulumi up`, with progress on the screen and refusals that people can act on. */
import { join } from "node:path";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import { workTree } from "../../simulator/paths.ts";
import type { StackPlace } from "../stacks.ts";
import { nameOf, typeOf } from "../urn.ts";
import type { Changes, EngineEvent, Tally, Violation } from "./events.ts";
import { type PulumiArgs, pulumi } from "./pulumi.ts";
import type { Steps, Tell } from "./steps.ts";

export interface Raised {
  readonly changes: Changes;
  readonly violations: readonly Violation[];
  /** Of preview and update together. */
  readonly seconds: number;
}

/** @throws Error with the broken rules, or with what Pulumi said, and the way on */
export async function raise(
  client: SimulatorClient,
  { stack }: StackPlace,
  environment: NodeJS.ProcessEnv,
  steps: Steps,
): Promise<Raised> {
  const policyPack = join(workTree, "policy-pack");
  const run = async (command: PulumiArgs["command"], onEvent: PulumiArgs["onEvent"]): Promise<Tally> => {
    const { succeeded, tally, output } = await pulumi({
      command,
      stack,
      folder: workTree,
      policyPack,
      environment,
      onEvent,
    });
    if (succeeded) return tally;
    throw new Error(refusal(command, stack, tally, output, client));
  };
  const preview = await steps.run(
    "Preview",
    (tell) => run("preview", follower(tell)),
    ({ changes, violations }) => `${describe(changes, planned)}; ${describeViolations(violations)}`,
  );
  const total = Object.values(preview.result.changes).reduce((sum, count) => sum + count, 0);
  const update = await steps.run(
    "Update",
    (tell) => run("up", follower(tell, total)),
    ({ changes }) => describe(changes, done),
  );
  const { changes, violations } = update.result;
  return { changes, violations, seconds: Math.round((preview.seconds + update.seconds) * 10) / 10 };
}

/** Tells of each resource that the engine has in hand. */
function follower(tell: Tell, total?: number): (event: EngineEvent) => void {
  let finished = 0;
  return ({ resourcePreEvent, resOutputsEvent }) => {
    if (resOutputsEvent) finished += 1;
    const urn = resourcePreEvent?.metadata.urn;
    if (urn)
      tell(`${typeOf(urn)} ${nameOf(urn)},`, {
        done: finished,
        ...(total === undefined ? {} : { total }),
        unit: "resources",
      });
  };
}

/** For example `190 created, 2 as they were`. */
function describe(counts: Changes, words: Readonly<Record<keyof Changes, string>>): string {
  const kinds = ["create", "update", "delete", "same"] as const;
  return kinds.flatMap((kind) => (counts[kind] > 0 ? `${counts[kind]} ${words[kind]}` : [])).join(", ") || "nothing";
}

const planned = { create: "to create", update: "to change", delete: "to delete", same: "to leave as they are" };
const done = { create: "created", update: "changed", delete: "deleted", same: "as they were" };

const describeViolations = (violations: readonly Violation[]): string =>
  violations.length === 0 ? "no rule broken" : `${violations.length} advisory rules broken`;

function refusal(
  command: PulumiArgs["command"],
  stack: string,
  { violations }: Tally,
  output: string,
  { paths }: SimulatorClient,
): string {
  const nothing =
    command === "preview" ? "Nothing was changed." : "What was made stays; the next run goes on from there.";
  const broken = violations.filter(({ level }) => level === "mandatory");
  if (broken.length === 0) {
    return [diagnostics(output), "", nothing, `The simulator's own log: ${join(paths.logs, "daemon.log")}`].join("\n");
  }
  const blocks = broken.map(
    ({ rule, resource, message }) => `  ${rule} on ${resource ?? "the stack"}\n    ${indent(message)}`,
  );
  return [`The policy pack refuses ${stack}. ${nothing}`, ...blocks].join("\n");
}

const indent = (text: string): string => text.split("\n").join("\n    ");

/** Pulumi's own account of what failed, without its list of everything that went well. */
function diagnostics(output: string): string {
  const start = output.lastIndexOf("\nDiagnostics:");
  return (start < 0 ? output : output.slice(start + 1)).trim();
}
