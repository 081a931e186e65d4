/** How long a run would have taken on the real cloud, and what it could not have been shorter than. */
import * as z from "zod";
import type { TimedOperation } from "./runs.ts";

export interface Step {
  readonly urn: string;
  /** Modelled seconds of its own. */
  readonly seconds: number;
}

export interface ModelledDuration {
  /** Seconds from the first operation to the end of the last, with the engine's own parallelism. */
  readonly makespan: number;
  /** Seconds of the longest chain of operations that had to wait for each other. */
  readonly critical: number;
  /** That chain, in order; what takes no time is left out. */
  readonly path: readonly Step[];
}

/** What `pulumi stack export` says about each resource, as far as it orders operations. */
const exported = z.looseObject({
  deployment: z.looseObject({
    resources: z
      .array(
        z.looseObject({
          urn: z.string(),
          parent: z.string().optional(),
          provider: z.string().optional(),
          dependencies: z.array(z.string()).default([]),
          propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).default({}),
        }),
      )
      .default([]),
  }),
});

type Resource = z.output<typeof exported>["deployment"]["resources"][number];

/**
 * @param operations  of one run, see `SimulatorClient.operations`
 * @param state       what `pulumi stack export` printed after the run, parsed
 * @throws z.ZodError where that is not an export
 */
export function modelledDuration(operations: readonly TimedOperation[], state: unknown): ModelledDuration {
  const starts = operations.map(({ start }) => start);
  const ends = operations.map(({ end }) => end);
  const makespan = operations.length > 0 ? Math.max(...ends) - Math.min(...starts) : 0;
  const chain = longestChain(exported.parse(state).deployment.resources, secondsOf(operations));
  return { makespan, critical: chain.reduce((sum, { seconds }) => sum + seconds, 0), path: chain };
}

/** Seconds of each resource; a replacement counts its parts together. */
function secondsOf(operations: readonly TimedOperation[]): ReadonlyMap<string, number> {
  const seconds = new Map<string, number>();
  for (const { urn, start, end, operation } of operations) {
    if (operation !== "delete") seconds.set(urn, (seconds.get(urn) ?? 0) + end - start);
  }
  return seconds;
}

/** @param resources  in the order of the state: what a resource waits for stands before it */
function longestChain(resources: readonly Resource[], seconds: ReadonlyMap<string, number>): readonly Step[] {
  const finished = new Map<string, { at: number; after: string | undefined }>();
  for (const resource of resources) {
    const before = waitsFor(resource).toSorted((a, b) => at(b) - at(a))[0];
    finished.set(resource.urn, { at: at(before) + (seconds.get(resource.urn) ?? 0), after: before });
  }
  const chain: Step[] = [];
  let urn: string | undefined = [...finished.keys()].toSorted((a, b) => at(b) - at(a))[0];
  while (urn !== undefined) {
    const own = seconds.get(urn) ?? 0;
    if (own > 0) chain.unshift({ urn, seconds: own });
    urn = finished.get(urn)?.after;
  }
  return chain;

  function at(name: string | undefined): number {
    return (name === undefined ? undefined : finished.get(name)?.at) ?? 0;
  }
}

const waitsFor = ({ parent, provider, dependencies, propertyDependencies }: Resource): string[] => [
  ...(parent ? [parent] : []),
  // A reference to a provider is its URN and its id.
  ...(provider ? [provider.slice(0, provider.lastIndexOf("::"))] : []),
  ...dependencies,
  ...Object.values(propertyDependencies).flatMap((urns) => urns ?? []),
];
