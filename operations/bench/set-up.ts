/** How long it takes until somebody can work: with nothing there, and with everything there. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { workTree } from "../../simulator/paths.ts";
import type { Origin, Toolchain } from "../../simulator/toolchain/toolchain.ts";
import type { Bed } from "./bed.ts";
import { type Finding, median, type Subject } from "./measurement.ts";

export const setUpSubjects: readonly Subject[] = [
  { name: "set-up, cold", unit: "min" },
  { name: "set-up, warm", unit: "s" },
];

export async function measureSetUp(bed: Bed, { origins }: Toolchain, runs: number): Promise<readonly Finding[]> {
  const seconds: number[] = [];
  for (let run = 0; run < runs; run += 1) seconds.push(await openAndClose(bed));
  const warm = `median of ${runs}: from the command to a shell on a simulator that runs`;
  return [coldSetUp(origins), { value: median(seconds), note: warm }];
}

/**
 * A benchmark does not build everything again: each tool's own time was written down when it was made.
 * @param origins  of all tools, by name
 */
export function coldSetUp(origins: Readonly<Record<string, Origin>>): Finding {
  const made = Object.entries(origins).filter(([, { from }]) => from === "pins");
  const unknown = made.filter(([, { seconds }]) => seconds === undefined);
  if (made.length === 0 || unknown.length > 0) {
    return { note: `it was not written down how long ${unknown.length || "any"} of ${made.length} tools took to make` };
  }
  const sum = made.reduce((total, [, { seconds = 0 }]) => total + seconds, 0);
  const [name, slowest] = made.toSorted(([, a], [, b]) => (b.seconds ?? 0) - (a.seconds ?? 0))[0] ?? [];
  const most = `${name} ${((slowest?.seconds ?? 0) / 60).toFixed(1)} min`;
  return {
    value: sum / 60,
    note: `written down when ${made.length} tools were made, not measured now; most of it ${most}`,
  };
}

/** Seconds from the launcher's start to the end of a shell in which nothing is done. */
async function openAndClose({ simulator }: Bed): Promise<number> {
  const launcher = join(workTree, "operations", "launch.mjs");
  const env = { ...process.env, LONGSHORE_SIMULATOR_HOME: simulator.paths.home };
  const start = performance.now();
  const shell = spawn(process.execPath, [launcher, "simulator", "shell", "--", "true"], { env, stdio: "ignore" });
  const [code] = await once(shell, "exit");
  if (code !== 0) throw new Error(`\`longshore simulator shell -- true\` ended with ${code}`);
  return (performance.now() - start) / 1000;
}
