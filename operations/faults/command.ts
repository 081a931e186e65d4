/** `longshore faults`: what a stack makes of the cloud's and the engine's failures, and backups of their own. */
import { writeFileSync } from "node:fs";
import { workTree } from "../../simulator/paths.ts";
import { closing } from "../closing.ts";
import { findStack, readStacks } from "../stacks.ts";
import { setUpTools } from "../tools.ts";
import { strikeBackups } from "./backups.ts";
import { Bed } from "./bed.ts";
import { runCourse } from "./course.ts";
import { drillsOf } from "./drills.ts";
import { runFailover } from "./failover/run.ts";
import { heldComplaints, heldTable } from "./held.ts";
import { parseOptions } from "./options.ts";
import type { Tell } from "./passage.ts";
import { course, subjectOf } from "./subjects.ts";
import { complaints, isGood, table } from "./table.ts";

export { usage } from "./options.ts";

/** @returns the exit code: 1 where a fault was not survived */
export async function run(args: readonly string[]): Promise<number> {
  const { stack, failover, backups, only, report } = parseOptions(args);
  if (backups) return runBackups(only, report);
  if (failover) return runFailovers(stack, only, report);
  const place = findStack(readStacks(workTree), stack);
  await setUpTools();
  return closing(await Bed.open(subjectOf(place)), async (bed) => {
    const tell = teller();
    const rows = await runCourse(bed, { ...drillsOf(place.cloud), ...course }, startsWith(only), tell);
    console.log(`${stack} without what lives in Kubernetes, Pulumi's own engine on the simulator\n`);
    console.log(table(rows));
    console.log(complaints(rows));
    if (report) writeFileSync(report, `${JSON.stringify({ stack, rows }, null, 2)}\n`);
    return rows.every(isGood) ? 0 : 1;
  });
}

async function runFailovers(stack: string, only: string, report: string | undefined): Promise<number> {
  const toolchain = await setUpTools();
  const { kills, faults } = await runFailover({
    stack,
    wanted: startsWith(only),
    toolchain,
    tell: teller(),
  });
  console.log(`failover of ${stack}, without what lives in Kubernetes, Pulumi's own engine on the simulator\n`);
  console.log(heldTable(faults));
  console.log(heldComplaints(faults));
  if (kills.length > 0) console.log(table(kills));
  console.log(complaints(kills));
  if (report) writeFileSync(report, `${JSON.stringify({ stack, faults, kills }, null, 2)}\n`);
  const played = faults.length + kills.length;
  return played > 0 && kills.every(isGood) && faults.every(({ failure }) => failure === undefined) ? 0 : 1;
}

/** Progress, with the seconds since now. */
function teller(): Tell {
  const began = performance.now();
  return (what) => console.error(`${((performance.now() - began) / 1000).toFixed(0)} s  ${what}`);
}

async function runBackups(only: string, report: string | undefined): Promise<number> {
  await setUpTools();
  const rows = await strikeBackups(only);
  console.log("the backup tool on PostgreSQL, restic, rclone and an S3 store behind a faulty one\n");
  console.log(heldTable(rows));
  console.log(heldComplaints(rows));
  if (report) writeFileSync(report, `${JSON.stringify({ rows }, null, 2)}\n`);
  return rows.length > 0 && rows.every(({ failure }) => failure === undefined) ? 0 : 1;
}

const startsWith =
  (beginning: string) =>
  (name: string): boolean =>
    name.startsWith(beginning);
