/** What a simulator says of itself, for people. */
import type { Standing, Status } from "../../simulator/control/messages.ts";
import type { SimulatorPaths } from "../../simulator/paths.ts";

/** @returns a few lines: where it is, its processes, and what exists by how much of it is real */
export function describeStatus(paths: SimulatorPaths, { pid, processes, resources }: Status): string {
  const real = resources.filter(({ program }) => program !== undefined);
  return [
    `The simulator runs in ${paths.home}, process ${pid}.`,
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

/** For example `3 aws:ec2/subnet:Subnet`, in alphabetical order of the types. */
function countByType(resources: readonly Standing[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([type, count]) => `${count} ${type}`);
}
