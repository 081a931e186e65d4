/** `longshore runbook`: what people do when a scenario happens, from the steps that its drill takes. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { subjectOf } from "../drill/platform.ts";
import { findScenario } from "../drill/scenarios/index.ts";
import { findStack, readStacks } from "../stacks.ts";
import { renderRunbook } from "./page.ts";
import { runbooks, runbooksFolder } from "./pages.ts";

export const usage = `longshore runbook generate
longshore runbook show SCENARIO --stack STACK [--tenant TENANT]

  generate         writes docs/runbooks anew: a page for each stack and scenario
  show             prints one, for example for another tenant
  --stack STACK    which platform
  --tenant TENANT  for whom; default the first of the stack that is no copy`;

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { stack: { type: "string" }, tenant: { type: "string" } },
  });
  const [verb, name] = positionals;
  if (verb === "generate") generate();
  else if (verb === "show") console.log(show(name, values.stack, values.tenant));
  else throw new Error(`longshore runbook: found ${verb ?? "nothing"}; fits generate or show`);
  return 0;
}

function generate(): void {
  rmSync(join(workTree, runbooksFolder), { recursive: true, force: true });
  for (const [path, text] of runbooks(workTree)) {
    const file = join(workTree, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function show(name: string | undefined, stack: string | undefined, tenant: string | undefined): string {
  const scenario = findScenario(name);
  if (stack === undefined)
    throw new Error("--stack: found nothing; fits the name of a stack, for example aws-production");
  const subject = subjectOf(findStack(readStacks(workTree), stack), tenant);
  const reason = scenario.unfit(subject);
  if (reason)
    throw new Error(`${scenario.name} has no meaning for ${subject.tenant.metadata.name} on ${stack}: ${reason}`);
  return renderRunbook(scenario, subject);
}
