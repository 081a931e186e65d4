/** What a simulator says of itself, for people. */
import type { OutageRecord, Standing, Status } from "../../simulator/control/messages.ts";
import type { SimulatorPaths } from "../../simulator/paths.ts";

/** @returns a few lines: where it is, its processes, what is switched off, and what exists by how much of it is real */
export function describeStatus(
  paths: SimulatorPaths,
  { pid, processes, resources }: Status,
  { off, attempts }: OutageRecord,
): string {
  const real = resources.filter(({ program }) => program !== undefined);
  return [
    `The simulator runs in ${paths.home}, process ${pid}.`,
    ...(off.length > 0 ? [list("Switched off", off)] : []),
    ...(attempts.length > 0 ? [list("Calls to what was switched off", attempts.map(describeAttempt))] : []),
    list("Processes", [...processes].sort()),
    list("Real programs", real.map(describe)),
    list("Records only", countByType(resources.filter(({ program }) => program === undefined))),
  ].join("\n");
}

function list(title: string, lines: readonly string[]): string {
  return [`\n${title}: ${lines.length > 0 ? "" : "none"}`.trimEnd(), ...lines.map((line) => `  ${line}`)].join("\n");
}

function describe({ type, id, program, standIns }: Standing): string {
  const unlike = standIns.length > 0 ? `; not as in the cloud: ${standIns.join(", ")}` : "";
  return `${type} ${id}: ${program}${unlike}`;
}

const describeAttempt = ({ region, by, call, times }: OutageRecord["attempts"][number]): string =>
  `${region}: ${call}, ${times} times, by ${by === "pulumi" ? "Pulumi" : "a program"}`;

/** For example `3 aws:ec2/subnet:Subnet`, in alphabetical order of the types. */
function countByType(resources: readonly Standing[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([type, count]) => `${count} ${type}`);
}
