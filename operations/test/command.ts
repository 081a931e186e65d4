/** `longshore test`: all tests, or those that are asked for. */
import { parseArgs } from "node:util";
import { setUpTools } from "../tools.ts";
import { lanes, runLanes } from "./lanes.ts";
import { type Count, runMocha } from "./mocha.ts";

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
  const { passed, failed } = await setUpTools()
    .then(() => (wanted.paths.length === 0 && wanted.grep === undefined ? runLanes(lanes()) : runMocha(wanted)))
    .catch(onlyFailure);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
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
function onlyFailure(error: unknown): Count {
  console.error(error instanceof Error ? error.message : String(error));
  return { passed: 0, failed: 1 };
}
