/**
 * What a lock of Azure keeps beside the resource that it stands on: nothing inside a locked resource can be deleted
 * (https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources, read 2026-11). Pulumi's protection
 * does not say so, and a destroy that tried would stop there.
 */
import { resourcesOf, type State, type StateResource } from "../state.ts";

export const lockType = "azure-native:authorization:ManagementLockByScope";

/** URNs of what locks keep, and of all that it depends on: state must not name what is gone. */
export function heldByLocks(state: State): readonly string[] {
  const resources = resourcesOf(state);
  const scopes = resources
    .filter(({ type }) => type === lockType)
    .map(({ inputs }) => `${String(inputs?.scope)}/`.toLowerCase());
  const inside = ({ id = "" }: StateResource) => scopes.some((scope) => id.toLowerCase().startsWith(scope));
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const held = new Set<string>();
  const keep = (urn: string): void => {
    const resource = byUrn.get(urn);
    if (!resource || held.has(urn)) return;
    held.add(urn);
    for (const other of namedBy(resource)) keep(other);
  };
  for (const resource of resources.filter(inside)) keep(resource.urn);
  return [...held];
}

function namedBy({ parent, provider, dependencies, propertyDependencies }: StateResource): readonly string[] {
  // A provider is named by its URN with its id behind it.
  const of = provider?.slice(0, provider.lastIndexOf("::"));
  const properties = Object.values(propertyDependencies ?? {}).flatMap((urns) => urns ?? []);
  return [...(parent ? [parent] : []), ...(of ? [of] : []), ...(dependencies ?? []), ...properties];
}
