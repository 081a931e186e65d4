/** Virtual machines by the names of their sizes. */

export interface VirtualMachine {
  readonly cpu: number;
  readonly memoryGib: number;
  /** What a quota is counted by. */
  readonly family: string;
}

/** The Dsv5 and Ddsv5 series: https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/ddsv5-series (2026-11). */
const gibForEachCpu = 4;

/** Nothing for a size of another series. */
export function virtualMachine(size: string): VirtualMachine | undefined {
  const [, cpu, disk = ""] = /^Standard_D(\d+)(d?)s_v5$/.exec(size) ?? [];
  if (cpu === undefined) return undefined;
  return {
    cpu: Number(cpu),
    memoryGib: Number(cpu) * gibForEachCpu,
    family: `standardD${disk.toUpperCase()}Sv5Family`,
  };
}
