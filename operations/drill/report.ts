/** What `longshore drill --report` writes, and what reads it again. */
import { readFileSync } from "node:fs";
import * as z from "zod";

/** Null where nothing could be measured. */
const measured = z.number().nullable();

/** Seconds, except for rows. */
export const reportSchema = z.object({
  scenario: z.string(),
  stack: z.string(),
  tier: z.string(),
  rpo: z.object({ rows: measured, seconds: measured, objective: z.number() }),
  rto: z.object({ seconds: measured, objective: z.number(), modelled: measured }),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean() })),
  verdict: z.enum(["passed", "failed"]),
});
export type Report = Readonly<z.output<typeof reportSchema>>;

/** @throws Error for a file that is no report */
export function readReport(file: string): Report {
  const { success, data, error } = reportSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (success) return data;
  throw new Error(`${file} is no report of a drill: ${z.prettifyError(error)}`);
}
