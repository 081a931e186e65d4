/** What `longshore drill` can be told. */
import { parseArgs } from "node:util";

export const usage = `longshore drill SCENARIO --stack STACK [OPTION…]
longshore drill --list
longshore drill --records

Rehearses a recovery on a platform that runs on the simulator, and measures RPO and RTO.

  --stack STACK        which platform; it must be up: npm start -- --stack STACK
  --tenant TENANT      whose business is watched; default the first of the stack that is no copy
  --report FILE        writes what was measured as JSON, and the record with its picture beside it; default: the record
                       alone, in the simulator's own folder
  --disturb            says that a drill may disturb a production stack; it is asked twice, so the next one as well:
  --stack-again STACK  the stack's name once more
  --list               the scenarios, and what each does to the platform
  --records            writes the page of all records in docs/drills anew`;

export interface Options {
  readonly scenario: string | undefined;
  readonly stack: string | undefined;
  readonly tenant: string | undefined;
  readonly report: string | undefined;
  readonly disturb: boolean;
  readonly stackAgain: string | undefined;
  readonly list: boolean;
  readonly records: boolean;
}

export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      stack: { type: "string" },
      tenant: { type: "string" },
      report: { type: "string" },
      disturb: { type: "boolean", default: false },
      "stack-again": { type: "string" },
      list: { type: "boolean", default: false },
      records: { type: "boolean", default: false },
    },
  });
  const { stack, tenant, report, disturb, "stack-again": stackAgain, list, records } = values;
  return { scenario: positionals[0], stack, tenant, report, disturb, stackAgain, list, records };
}
