/** `longshore test`: all tests, or those that are asked for. */
import { parseArgs } from "node:util";
import { setUpTools } from "../tools.ts";
import { findings, runAgain } from "./again.ts";
import { lanes, runLanes } from "./lanes.ts";
import { runMocha } from "./mocha.ts";
import { isFailure, type Outcome, total } from "./outcome.ts";

export const usage = `longshore test [--grep PATTERN] [PATH…]

  PATH            a test file, or a folder of them; without one: all
  --grep PATTERN  only the tests whose name fits this regular expression`;

const options = { grep: { type: "string" } } as const;

/** @returns the exit code: 1 where a test failed */
export async function run(args: readonly string[]): Promise<number> {
  const wanted = parse(args);
  if (!wanted) {
    console.error(usage);
    return 2;
  }
  const all = wanted.paths.length === 0 && wanted.grep === undefined;
  const outcomes = await setUpTools()
    .then(() => (all ? runAll() : runMocha(wanted)))
    .catch(onlyFailure);
  console.log(total(outcomes));
  return outcomes.some(isFailure) ? 1 : 0;
}

async function runAll(): Promise<readonly Outcome[]> {
  const settled = await runAgain(await runLanes(lanes()));
  console.log(`${findings(settled)}\n`);
  return settled.outcomes;
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { paths: positionals, grep: values.grep };
  } catch {
    return undefined;
  }
}

/** A run that cannot begin is a run with one failure. */
function onlyFailure(error: unknown): readonly Outcome[] {
  const failure = error instanceof Error ? error.message : String(error);
  console.error(failure);
  return [{ title: "set-up", failure }];
}
