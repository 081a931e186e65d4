/** All tests in two processes beside each other: a platform that starts waits more than it computes. */
import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { PassThrough, type Writable } from "node:stream";
import { workTree } from "../../simulator/paths.ts";
import { type Count, runMocha } from "./mocha.ts";

/** Folders of tests that start whole platforms; together they take about as long as all others. */
const platforms = ["end-to-end", "secrets", "simulator"];

/** Bytes of a report that waits for its turn: more than it ever is. */
const mostHeld = 2 ** 30;

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
 * Runs the lanes at the same time and shows one report after the other, so that nobody reads two at once.
 * @returns what they came to together
 */
export async function runLanes(
  wanted: readonly (readonly string[])[],
  screen: Writable = process.stdout,
): Promise<Count> {
  const runs = wanted.map((paths) => {
    const report = new PassThrough({ highWaterMark: mostHeld });
    return { report, count: runMocha({ paths, grep: undefined }, report) };
  });
  for (const { report } of runs) for await (const text of report) screen.write(text);
  const counts = await Promise.all(runs.map(({ count }) => count));
  return counts.reduce((sum, next) => ({ passed: sum.passed + next.passed, failed: sum.failed + next.failed }));
}
