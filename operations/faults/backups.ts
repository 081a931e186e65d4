/** The faults of backups: tests that strike the backup tool itself, shown as a table. */
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workTree } from "../../simulator/paths.ts";
import { align } from "../align.ts";
import { runMocha } from "../test/mocha.ts";
import type { Outcome } from "../test/outcome.ts";

/** One fault and what must hold under it. */
export interface Row {
  readonly fault: string;
  readonly holds: string;
  /** Why it does not hold; nothing where it does. */
  readonly failure: string | undefined;
}

/**
 * Runs them all against the real PostgreSQL, restic, rclone and an S3 store behind a faulty one.
 * @param only  beginning of the faults that are wanted; empty for all
 */
export async function strikeBackups(only: string): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "longshore-faults-"));
  const report = openSync(join(folder, "report"), "w");
  try {
    const grep = only === "" ? undefined : `^${only.replace(/\W/g, "\\$&")}`;
    return (await runMocha({ paths: [join(workTree, "test", "backup", "faults")], grep }, report)).map(rowOf);
  } finally {
    closeSync(report);
    rmSync(folder, { recursive: true });
  }
}

/** A test's title has both, with a colon between them. */
export function rowOf({ title, failure }: Outcome): Row {
  const [fault = "", ...holds] = title.split(": ");
  return { fault, holds: holds.join(": "), failure };
}

export const backupTable = (rows: readonly Row[]): string =>
  align([
    ["fault", "what holds", ""],
    ...rows.map((row) => [row.fault, row.holds, row.failure === undefined ? "held" : "FAILED"]),
  ]).join("\n");

/** What is wrong, for those that failed. */
export const backupComplaints = (rows: readonly Row[]): string =>
  rows.flatMap(({ fault, failure }) => (failure === undefined ? [] : [`${fault}\n  ${failure}`])).join("\n");
