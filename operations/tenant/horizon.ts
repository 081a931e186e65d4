/**
 * The first day of the closes that are written by date. It is an input, in a file, so that what is generated follows from
 * what is committed alone and no test breaks by the passing of time; `longshore ring renew` moves it, each month by a
 * workflow.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const file = join(import.meta.dirname, "horizon.json");
const schema = z.strictObject({ from: z.iso.date() });

export const readHorizon = (): string => schema.parse(JSON.parse(readFileSync(file, "utf8"))).from;

/** @param today  its month becomes the first */
export function renewHorizon(today: Date): string {
  const from = `${today.toISOString().slice(0, 7)}-01`;
  writeFileSync(file, `{ "from": "${from}" }\n`);
  return from;
}

/** Months that a horizon may be behind before its closes by date run out or come again. */
export const oldestHorizon = 8;
