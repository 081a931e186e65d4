/** Faults under which something must hold, as a table. */
import { align } from "../align.ts";

/** One fault and what must hold under it. */
export interface Held {
  readonly fault: string;
  readonly holds: string;
  /** Why it does not hold; nothing where it does. */
  readonly failure: string | undefined;
}

export const heldTable = (rows: readonly Held[]): string =>
  align([
    ["fault", "what holds", ""],
    ...rows.map((row) => [row.fault, row.holds, row.failure === undefined ? "held" : "FAILED"]),
  ]).join("\n");

/** What is wrong, for those that failed. */
export const heldComplaints = (rows: readonly Held[]): string =>
  rows.flatMap(({ fault, failure }) => (failure === undefined ? [] : [`${fault}\n  ${failure}`])).join("\n");
