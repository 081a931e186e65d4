/** A stack's state as `pulumi stack export` gives it, and what is changed in it by hand after an interruption. */
import * as z from "zod";

const entry = z.looseObject({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean().default(false),
  id: z.string().optional(),
  protect: z.boolean().optional(),
  /** Still there, but to be deleted: what is left of a replacement. */
  delete: z.boolean().optional(),
  /** Deleted already, its replacement not made yet. */
  pendingReplacement: z.boolean().optional(),
  /** What went wrong after it was made. */
  initErrors: z.array(z.string()).nullish(),
  parent: z.string().optional(),
  /** `urn::id` of the provider. */
  provider: z.string().optional(),
  dependencies: z.array(z.string()).optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
});
export type Entry = z.output<typeof entry>;

const exported = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(entry).optional(),
    pending_operations: z.array(z.looseObject({ type: z.string(), resource: entry })).optional(),
  }),
});
export type State = z.output<typeof exported>;

export const parseState = (text: string): State => exported.parse(JSON.parse(text));

export const entriesOf = ({ deployment }: State): readonly Entry[] => deployment.resources ?? [];

/** What the engine was making when it was ended. */
export const pendingCreates = ({ deployment }: State): readonly Entry[] =>
  (deployment.pending_operations ?? []).flatMap(({ type, resource }) => (type === "creating" ? [resource] : []));

/** URNs of what the engine was changing or deleting when it was ended. */
export const pendingChanges = ({ deployment }: State): readonly string[] =>
  (deployment.pending_operations ?? []).flatMap(({ type, resource }) =>
    ["updating", "deleting"].includes(type) ? [resource.urn] : [],
  );

/** What the engine was doing when it was ended, for people. */
export const pendingOperations = ({ deployment }: State): readonly string[] =>
  (deployment.pending_operations ?? []).map(({ type, resource }) => `${type} ${resource.urn}`);

/** A resource that is known to have been asked for, and the id under which it would stand. */
export interface Adoption {
  readonly resource: Entry;
  readonly id: string;
}

/**
 * The state without pending operations and with these resources. What they replace is marked as left over, as the engine
 * itself would have done it.
 */
export function withAdopted(state: State, adoptions: readonly Adoption[]): State {
  const resources = adoptions.reduce(adopt, entriesOf(state));
  return { ...state, deployment: { ...state.deployment, resources: [...resources], pending_operations: [] } };
}

function adopt(resources: readonly Entry[], { resource, id }: Adoption): readonly Entry[] {
  const { urn } = resource;
  const kept = resources.flatMap((old) => {
    if (old.urn !== urn || old.delete) return [old];
    return old.pendingReplacement ? [] : [{ ...old, delete: true }];
  });
  // Everything stands behind what it depends on: the engine refuses another order.
  const needed = neededBy(resource);
  const last = kept.findLastIndex((other) => needed.includes(other.urn));
  return kept.toSpliced(last + 1, 0, { ...resource, id, outputs: {} });
}

/** URNs of what must be in a state before a resource. */
export const neededBy = ({ parent, provider, dependencies = [] }: Entry): readonly string[] => [
  ...(parent === undefined ? [] : [parent]),
  ...(provider === undefined ? [] : [provider.replace(/::[^:]*$/, "")]),
  ...dependencies,
];
