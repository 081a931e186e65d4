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
export function machineFor(pod: Pod, machines: readonly [Machine, ...Machine[]]): Machine {
  return machines.find((machine) => takes(machine, pod)) ?? machines.at(-1) ?? machines[0];
}

/** Whether an empty machine has room for a pod. */
export function takes({ cpu, memoryGib }: Machine, { spec }: Pod): boolean {
  const asked = (resource: string) =>
    spec.containers.reduce((sum, { resources }) => sum + quantity(resources?.requests?.[resource] ?? "0"), 0);
  return asked("cpu") <= cpu - 0.1 && asked("memory") <= (memoryGib - 1) * gib;
}
