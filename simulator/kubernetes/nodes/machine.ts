/** Which machine a waiting pod gets. */
import type { Pod } from "../api/model.ts";
import { quantity } from "../kubelet/quantity.ts";

/** A type of machine. */
export interface Machine {
  readonly type: string;
  readonly cpu: number;
  readonly memoryGib: number;
}

const gib = 2 ** 30;

/** What pods may ask for: the system and the kubelet keep a tenth of a CPU, a GiB of memory and a tenth of the disk. */
export const allocatable = ({ cpu, memoryGib }: Machine, diskGib: number) => ({
  cpu: `${cpu * 1000 - 100}m`,
  memory: `${memoryGib - 1}Gi`,
  "ephemeral-storage": `${diskGib * 0.9}Gi`,
  pods: "110",
});

export const capacity = ({ cpu, memoryGib }: Machine, diskGib: number) => ({
  cpu: String(cpu),
  memory: `${memoryGib}Gi`,
  "ephemeral-storage": `${diskGib}Gi`,
  pods: "110",
});

/**
 * The smallest machine that takes the pod; the largest where none does, so that the pod stays pending.
 * @param machines  smallest first
 */
export function machineFor({ spec }: Pod, machines: readonly [Machine, ...Machine[]]): Machine {
  const asked = (resource: string) =>
    spec.containers.reduce((sum, { resources }) => sum + quantity(resources?.requests?.[resource] ?? "0"), 0);
  const [cpu, memory] = [asked("cpu"), asked("memory")];
  const fits = (machine: Machine) => cpu <= machine.cpu - 0.1 && memory <= (machine.memoryGib - 1) * gib;
  return machines.find(fits) ?? machines.at(-1) ?? machines[0];
}
