/** Which machine a waiting pod gets. */
import type { Pod } from "../api/model.ts";
import { quantity } from "../kubelet/quantity.ts";

/** A type of machine, smallest first in {@link machines}. */
export interface Machine {
  readonly type: string;
  readonly cpu: number;
  readonly memoryGib: number;
}

/**
 * Three sizes of one family stand for all from which Auto Mode picks by what waits:
 * https://aws.amazon.com/ec2/instance-types/m6i/ (read 2026-11-22).
 */
export const machines = [
  { type: "m6i.large", cpu: 2, memoryGib: 8 },
  { type: "m6i.xlarge", cpu: 4, memoryGib: 16 },
  { type: "m6i.2xlarge", cpu: 8, memoryGib: 32 },
] as const satisfies readonly Machine[];

/**
 * Disk of a node, GiB: the default of a NodeClass, https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html
 * (read 2026-11-22).
 */
const diskGib = 80;

const gib = 2 ** 30;

/** What pods may ask for: the system and the kubelet keep a tenth of a CPU, a GiB of memory and a tenth of the disk. */
export const allocatable = ({ cpu, memoryGib }: Machine) => ({
  cpu: `${cpu * 1000 - 100}m`,
  memory: `${memoryGib - 1}Gi`,
  "ephemeral-storage": `${diskGib * 0.9}Gi`,
  pods: "110",
});

export const capacity = ({ cpu, memoryGib }: Machine) => ({
  cpu: String(cpu),
  memory: `${memoryGib}Gi`,
  "ephemeral-storage": `${diskGib}Gi`,
  pods: "110",
});

/** The smallest machine that takes the pod; the largest where none does, so that the pod stays pending. */
export function machineFor({ spec }: Pod): Machine {
  const asked = (resource: string) =>
    spec.containers.reduce((sum, { resources }) => sum + quantity(resources?.requests?.[resource] ?? "0"), 0);
  const [cpu, memory] = [asked("cpu"), asked("memory")];
  const fits = (machine: Machine) => cpu <= machine.cpu - 0.1 && memory <= (machine.memoryGib - 1) * gib;
  return machines.find(fits) ?? machines[2];
}
