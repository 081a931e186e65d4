/** What is changed in a state by hand after an interruption. */
import { resourcesOf, type State, type StateResource } from "../state.ts";

/** What the engine was making when it was ended. */
export const pendingCreates = ({ deployment }: State): readonly StateResource[] =>
  (deployment.pending_operations ?? []).flatMap(({ type, resource }) => (type === "creating" ? [resource] : []));

/** URNs of what the engine was changing or deleting when it was ended. */
export const pendingChanges = ({ deployment }: State): readonly string[] =>
  (deployment.pending_operations ?? []).flatMap(({ type, resource }) =>
    ["updating", "deleting"].includes(type) ? [resource.urn] : [],
  );

/** A resource that is known to have been asked for, and the id under which it would stand. */
export interface Adoption {
  readonly resource: StateResource;
  readonly id: string;
}

/**
 * The state without pending operations and with these resources. What they replace is marked as left over, as the engine
 * itself would have done it.
 */
export function withAdopted(state: State, adoptions: readonly Adoption[]): State {
  const resources = adoptions.reduce(adopt, resourcesOf(state));
  return { ...state, deployment: { ...state.deployment, resources: [...resources], pending_operations: [] } };
}

function adopt(resources: readonly StateResource[], { resource, id }: Adoption): readonly StateResource[] {
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
export const neededBy = ({ parent, provider, dependencies }: StateResource): readonly string[] => [
  ...(parent === undefined ? [] : [parent]),
  ...(provider === undefined ? [] : [provider.replace(/::[^:]*$/, "")]),
  ...(dependencies ?? []),
];
