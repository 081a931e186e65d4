/** Questions about who waits for whom, and who belongs to whom. */
import type { Registered } from "./mocks.ts";

/** All that a resource waits for, directly or through others; a child waits for what its parent waits for. */
export function waitsFor(resource: Registered, all: readonly Registered[]): readonly Registered[] {
  const byUrn = new Map(all.map((each) => [each.urn, each]));
  const found = new Map<string, Registered>();
  const visit = ({ dependencies }: Registered): void => {
    for (const urn of dependencies) {
      const next = byUrn.get(urn);
      if (!next || found.has(urn)) continue;
      found.set(urn, next);
      visit(next);
    }
  };
  visit(resource);
  return [...found.values()];
}

/** A resource's parents, from its own to the outermost. */
export function parents(resource: Registered, all: readonly Registered[]): readonly Registered[] {
  const parent = all.find(({ urn }) => urn === resource.parent);
  return parent ? [parent, ...parents(parent, all)] : [];
}
