/** What `npm start` can be told. */
import { parseArgs } from "node:util";

export const usage = `npm start [-- OPTION…]

  --stack STACK   which platform; default aws-production
  --rows N        about how many rows the tenant's database gets before its backup; default 20000
  --report FILE   writes the summary as JSON as well
  --down          takes the stack's simulated platform away, whole
  --help          this`;

export interface Options {
  readonly stack: string;
  readonly rows: number;
  readonly report: string | undefined;
  readonly down: boolean;
}

/** Rows that are enough to have every kind of document, and few enough to be backed up in seconds. */
const defaultRows = "20000";
/** The seed's own bounds: fewer make no company, more do not fit a work station's patience. */
const rowLimits = { least: 1_000, most: 20_000_000 };

/** @throws Error that says what was found and what would fit */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stack: { type: "string", default: "aws-production" },
      rows: { type: "string", default: defaultRows },
      report: { type: "string" },
      down: { type: "boolean", default: false },
    },
  });
  const rows = Number(values.rows);
  if (!(Number.isInteger(rows) && rows >= rowLimits.least && rows <= rowLimits.most)) {
    throw new Error(
      `--rows: found ${values.rows}; fits a whole number from ${rowLimits.least} to ${rowLimits.most}, for example 1000000`,
    );
  }
  return { stack: values.stack, rows, report: values.report, down: values.down };
}
