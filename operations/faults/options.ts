/** What `npm run faults` can be told. */
import { parseArgs } from "node:util";

export const usage = `npm run faults [-- OPTION…]

Plays faults on a simulator of its own: each run of Pulumi meets one, and the next run has to mend what it left.

  --stack STACK   which stack; default aws-production
  --backups       faults of backups instead: runs killed, an object store that refuses, copies that are not complete
  --only NAME     only the faults whose name begins so, for example "engine killed" or "object store"
  --report FILE   writes the table as JSON as well`;

export interface Options {
  readonly stack: string;
  readonly backups: boolean;
  readonly only: string;
  readonly report: string | undefined;
}

export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stack: { type: "string", default: "aws-production" },
      backups: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      report: { type: "string" },
    },
  });
  return { ...values, report: values.report };
}
