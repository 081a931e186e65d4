/** `pulumi up` with its progress on the screen, and with a refusal that people can act on. */
import { join } from "node:path";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import { workTree } from "../../simulator/paths.ts";
import type { StackPlace } from "../stacks.ts";
import { type Changes, type EngineEvent, nameOf, typeOf, type Violation } from "./events.ts";
import type { Tell } from "./steps.ts";
import { up } from "./up.ts";

export interface Raised {
  readonly changes: Changes;
  readonly violations: readonly Violation[];
}

/** @throws Error with the broken rules, or with what Pulumi said, and the way on */
export async function raise(
  client: SimulatorClient,
  { stack }: StackPlace,
  environment: NodeJS.ProcessEnv,
  tell: Tell,
): Promise<Raised> {
  tell("asking the policy pack");
  const { succeeded, tally, output } = await up({
    stack,
    folder: workTree,
    policyPack: join(workTree, "policy-pack"),
    environment,
    onEvent: follower(tell),
  });
  if (succeeded) return { changes: tally.changes, violations: tally.violations };
  const broken = tally.violations.filter(({ level }) => level === "mandatory");
  if (broken.length > 0) throw new Error(refusal(stack, broken));
  throw new Error(
    [
      diagnostics(output),
      "",
      `What was made stays, and the next \`npm start\` goes on from there. The simulator's log: ${join(client.paths.logs, "daemon.log")}`,
    ].join("\n"),
  );
}

/** Tells of each resource that the engine has in hand. */
function follower(tell: Tell): (event: EngineEvent) => void {
  let done = 0;
  return ({ resourcePreEvent, resOutputsEvent }) => {
    if (resOutputsEvent) done += 1;
    const step = resourcePreEvent?.metadata;
    if (step && step.op !== "same")
      tell(`${step.op} ${typeOf(step.urn)} ${nameOf(step.urn)};`, { done, unit: "resources" });
  };
}

function refusal(stack: string, broken: readonly Violation[]): string {
  const blocks = broken.map(
    ({ rule, resource, message }) => `  ${rule} on ${resource ?? "the stack"}\n    ${indent(message)}`,
  );
  return [`The policy pack refuses ${stack}; nothing was changed.`, ...blocks].join("\n");
}

const indent = (text: string): string => text.split("\n").join("\n    ");

/** Pulumi's own account of what failed, without its list of everything that went well. */
function diagnostics(output: string): string {
  const start = output.lastIndexOf("\nDiagnostics:");
  return (start < 0 ? output : output.slice(start + 1)).trim();
}
