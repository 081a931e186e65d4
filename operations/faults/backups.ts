/** The faults of backups: tests that strike the backup tool itself. */
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workTree } from "../../simulator/paths.ts";
import { runMocha } from "../test/mocha.ts";
import type { Outcome } from "../test/outcome.ts";
import type { Held } from "./held.ts";

/**
 * Runs them all against the real PostgreSQL, restic, rclone and an S3 store behind a faulty one.
 * @param only  beginning of the faults that are wanted; empty for all
 */
export async function strikeBackups(only: string): Promise<readonly Held[]> {
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
export function rowOf({ title, failure }: Outcome): Held {
  const [fault = "", ...holds] = title.split(": ");
  return { fault, holds: holds.join(": "), failure };
}
