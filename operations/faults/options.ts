/** What `npm run faults` can be told. */
import { parseArgs } from "node:util";

export const usage = `npm run faults [-- OPTION…]

Plays faults on a simulator of its own: each run of Pulumi meets one, and the next run has to mend what it left.

  --stack STACK   which stack; default aws-production, with --failover aws-national
  --failover      faults of a failover instead: killed, started twice, a region that returns in the middle
  --backups       faults of backups instead: runs killed, an object store that refuses, copies that are not complete
  --only NAME     only the faults whose name begins so, for example "engine killed" or "object store"
  --report FILE   writes the table as JSON as well`;

export interface Options {
  readonly stack: string;
  readonly failover: boolean;
  readonly backups: boolean;
  readonly only: string;
  readonly report: string | undefined;
}

export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stack: { type: "string" },
      failover: { type: "boolean", default: false },
      backups: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      report: { type: "string" },
    },
  });
  const { stack = values.failover ? "aws-national" : "aws-production", report } = values;
  return { ...values, stack, report };
}
