/** All tests in two processes beside each other: a platform that starts waits more than it computes. */
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { workTree } from "../../simulator/paths.ts";
import { runMocha } from "./mocha.ts";
import type { Outcome } from "./outcome.ts";

/** Folders of tests that start whole platforms; together they take about as long as all others. */
const platforms = ["end-to-end", "secrets", "simulator"];

/** Every folder that holds tests, in the lane that it runs in. */
export function lanes(tests = join(workTree, "test")): readonly (readonly string[])[] {
  const files = readdirSync(tests, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
  const folders = [...new Set(files.map((file) => file.split(sep)[0] ?? file))].sort();
  const { platform = [], other = [] } = Object.groupBy(folders, (name) =>
    platforms.includes(name) ? "platform" : "other",
  );
  return [platform, other].map((names) => names.map((name) => join(tests, name)));
}

/**
 * Runs the lanes at the same time. The first one's report is shown as it comes, those of the others one after the other
 * when all have ended, so that nobody reads two at once.
 */
export async function runLanes(wanted: readonly (readonly string[])[]): Promise<readonly Outcome[]> {
  const scratch = mkdtempSync(join(tmpdir(), "longshore-reports-"));
  // Into files: what mocha has not yet got rid of through a pipe is lost when it exits.
  const report = (lane: number) => join(scratch, String(lane));
  try {
    const outcomes = await Promise.all(wanted.map((paths, lane) => run(paths, lane === 0 ? undefined : report(lane))));
    for (const lane of wanted.keys()) if (lane > 0) process.stdout.write(readFileSync(report(lane)));
    return outcomes.flat();
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function run(paths: readonly string[], file: string | undefined): Promise<readonly Outcome[]> {
  if (file === undefined) return runMocha({ paths, grep: undefined });
  const report = openSync(file, "w");
  try {
    return await runMocha({ paths, grep: undefined }, report);
  } finally {
    closeSync(report);
  }
}
