/** What `longshore tenant move` writes where: pure, so that it can be looked at before anything is written. */
import { InvalidInput, type Problem } from "../../stacks/problems.ts";
import type { Placed } from "../../stacks/tenant/contradictions.ts";
import type { Change } from "./edit.ts";
import { findPlatform, type PlatformTenants } from "./platforms.ts";

/** Options that change a value of `spec`, by its name there. */
export const fields = ["isolation", "ring", "tier", "residency", "hostname"] as const;
export type Said = Readonly<Record<string, string | undefined>>;

export interface Move {
  readonly from: PlatformTenants;
  readonly to: PlatformTenants;
  readonly old: Placed;
  /** In the new place. */
  readonly name: string;
  /** Whether it is the same place, and only its document changes. */
  readonly stays: boolean;
  readonly changes: readonly Change[];
}

/**
 * @param tree  root of the work tree
 * @param name  of the tenant today
 * @throws InvalidInput where the options do not say one move
 */
export function planMove(tree: string, platforms: readonly PlatformTenants[], name: string, said: Said): Move {
  const from = findPlatform(tree, platforms, said["from-stack"] ?? "");
  const to = findPlatform(tree, platforms, said["to-stack"] ?? from.stack);
  const old = from.tenants.find(({ folder }) => folder === name);
  if (!old) {
    const standing = from.tenants.map(({ folder }) => folder).join(", ");
    throw refused("NAME", name, `a tenant of ${from.stack}: ${standing || "it has none"}`);
  }
  const newName = said.as ?? name;
  const stays = from === to && newName === name;
  // Both stand until the data has moved, and one hostname leads to one of them.
  const hostname = said.hostname ?? (stays ? undefined : `${newName}.${to.settings.domain}`);
  const changes = changesOf({ ...said, hostname }, newName, old);
  const { isolation } = old.tenant.spec;
  if (stays && said.isolation !== undefined && said.isolation !== isolation) {
    const example = `${name}-${said.isolation}`;
    throw refused("--as", "nothing", `another name, for example ${example}: its data moves to another server`);
  }
  if (changes.length === 0) throw refused("move", "nothing that changes", "--to-stack, --isolation, --ring or --tier");
  return { from, to, old, name: newName, stays, changes };
}

/** Values that differ from the document's. */
function changesOf(said: Said, name: string, { tenant: { metadata, spec } }: Placed): readonly Change[] {
  const changes = fields.flatMap((field) => {
    const value = said[field];
    const written = field === "residency" ? spec.residency.join(", ") : spec[field];
    if (value === undefined || value === written) return [];
    return [{ path: ["spec", field], value: field === "residency" ? `[${value}]` : value }];
  });
  return name === metadata.name ? changes : [{ path: ["metadata", "name"], value: name }, ...changes];
}

const refused = (path: string, found: string, fits: string): InvalidInput => {
  const problem: Problem = { path, found, fits };
  return new InvalidInput([problem]);
};
