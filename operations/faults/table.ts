/** The faults for people, one line each. */
import { align } from "../align.ts";
import type { Row } from "./passage.ts";

const heads = ["run", "fault", "struck at", "adopted", "runs", "duplicated", "orphaned", "lost", ""] as const;

export const table = (rows: readonly Row[]): string => align([heads, ...rows.map(cells)]).join("\n");

function cells(row: Row): readonly string[] {
  const { command, fault, at, adopted, runs, findings } = row;
  const { duplicated, orphaned, lost } = findings;
  const counts = [duplicated, orphaned, lost].map((list) => String(list.length));
  return [command, fault, at ?? "–", String(adopted), runs === undefined ? "–" : String(runs), ...counts, verdict(row)];
}

const verdict = (row: Row): string => (isGood(row) ? "converged" : "FAILED");

/** Whether the fault struck, left nothing wrong behind, and what it struck was made good by a later run. */
export function isGood({ at, runs, findings, differences }: Row): boolean {
  const clean = Object.values(findings).every((list: readonly string[]) => list.length === 0);
  return at !== undefined && runs !== undefined && clean && differences.length === 0;
}

/** What is wrong, for those that failed. */
export function complaints(rows: readonly Row[]): string {
  const failed = rows.filter((row) => !isGood(row));
  const lines = failed.flatMap(({ command, fault, at, findings, differences }) => [
    `${command}, ${fault}${at === undefined ? ": nothing was left for it to strike" : `, ${at}`}`,
    ...Object.entries(findings).flatMap(([kind, list]: [string, readonly string[]]) =>
      list.map((what) => `  ${kind}: ${what}`),
    ),
    ...differences.map((what) => `  differs: ${what}`),
  ]);
  return lines.join("\n");
}
