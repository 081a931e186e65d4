/** The first `up` of a stack: how long it would take on the real cloud, and what it needs on this machine. */
import * as z from "zod";
import { modelledDuration, type Step } from "../../simulator/modelled.ts";
import { workTree } from "../../simulator/paths.ts";
import type { StackPlace } from "../stacks.ts";
import type { Bed } from "./bed.ts";
import type { Finding, Subject } from "./measurement.ts";
import { peakMemory } from "./memory.ts";

export const firstUpSubjects: readonly Subject[] = [
  { name: "modelled first up / its critical path", unit: "ratio", goal: 1.05 },
  { name: "modelled first up", unit: "min", goal: 20 },
  { name: "first up on this machine", unit: "s" },
  { name: "peak memory during it", unit: "MiB" },
];

/**
 * Operations at a time. Pulumi's own default is four for each core, so that a run on a small machine would be modelled as
 * a slow one; this is what a runner of eight cores has.
 */
const parallel = 32;

export async function measureFirstUp(bed: Bed, { project, stack, branch }: StackPlace): Promise<readonly Finding[]> {
  await bed.simulator.publish(branch);
  await bed.addStack({ project, stack });
  const up = ["up", "--yes", "--skip-preview", "--parallel", String(parallel), "--stack", stack];
  const start = performance.now();
  const { mebibytes } = await peakMemory(
    () => bed.processes,
    () => bed.pulumi(workTree, ...up),
  );
  const seconds = (performance.now() - start) / 1000;
  const { operations } = await bed.simulator.operations(stack);
  const state: unknown = JSON.parse(await bed.pulumi(workTree, "stack", "export", "--stack", stack));
  const { makespan, critical, path } = modelledDuration(operations, state);
  return [
    { value: makespan / critical, note: `critical path: ${path.filter(counts).map(describe).join(" → ")}` },
    { value: makespan / 60, note: `${operations.length} operations, published medians on a virtual clock` },
    { value: seconds, note: `--parallel ${parallel}` },
    mebibytes > 0
      ? { value: mebibytes, note: "simulator and Pulumi, resident, shared pages counted in each process" }
      : { note: "only Linux tells the memory of processes in /proc" },
  ];
}

/** What takes so little is left out of the path that is shown. */
const counts = ({ seconds }: Step): boolean => seconds >= 6;

/** For example `cluster 10 min`. */
const describe = ({ urn, seconds }: Step): string =>
  `${z.string().parse(urn.split("::").at(-1))} ${Math.round(seconds / 6) / 10} min`;
