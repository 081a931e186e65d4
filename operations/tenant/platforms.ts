/** The platforms of a work tree: for each stack its settings and its tenants, and what would be refused about them. */
import { join } from "node:path";
import { InvalidInput, type Problem, show } from "../../stacks/problems.ts";
import type { Settings } from "../../stacks/settings.ts";
import type { Placed } from "../../stacks/tenant/contradictions.ts";
import { checkTenants, readPlaced } from "../../stacks/tenants.ts";
import { readSettings } from "../settings.ts";
import { findStack, readStacks } from "../stacks.ts";

export interface PlatformTenants {
  readonly stack: string;
  readonly settings: Settings;
  /** `gitops/platforms/<stack>`, absolute. */
  readonly folder: string;
  readonly tenants: readonly Placed[];
}

/**
 * Stacks that were made to recover another one: they have that one's tenants, and people of their own.
 * @param tree  root of the work tree
 * @throws InvalidInput where settings are wrong
 */
export const readRecoveries = (tree: string): readonly Pick<PlatformTenants, "stack" | "settings">[] =>
  readStacks(tree)
    .filter(({ stack, platform }) => platform !== stack)
    .map(({ stack }) => ({ stack, settings: readSettings(tree, stack) }));

/**
 * @param tree  root of the work tree
 * @throws InvalidInput where settings or a document are wrong
 */
export const readPlatforms = (tree: string): readonly PlatformTenants[] =>
  readStacks(tree)
    // Tenants of a recovery are those of its primary.
    .filter(({ stack, platform }) => platform === stack)
    .map(({ stack }) => {
      const folder = join(tree, "gitops", "platforms", stack);
      return { stack, settings: readSettings(tree, stack), folder, tenants: readPlaced(folder) };
    });

/** @throws Error with the stacks that there are, where this one is not among them */
export function findPlatform(tree: string, platforms: readonly PlatformTenants[], name: string): PlatformTenants {
  const { stack, platform } = findStack(readStacks(tree), name);
  const found = platforms.find((each) => each.stack === stack);
  if (!found) throw new Error(`${stack} has the tenants of ${platform}: name that stack instead`);
  return found;
}

/** @throws InvalidInput with the tenants that there are, where this one is not among them */
export function findTenant({ stack, folder, tenants }: PlatformTenants, name: string): Placed {
  const found = tenants.find((tenant) => tenant.folder === name);
  if (found) return found;
  const names = tenants.map((tenant) => tenant.folder).join(", ") || "none";
  throw new InvalidInput([{ path: folder, found: show(name), fits: `a tenant of ${stack}: ${names}` }]);
}

/** Everything that a preview of one of the stacks would refuse, and what only all of them together show. */
export function problemsOf(platforms: readonly PlatformTenants[]): readonly Problem[] {
  return [...platforms.flatMap(problemsIn), ...hostnameProblems(platforms)];
}

/**
 * One platform with a tenant that is new or otherwise than before.
 * @param platforms  all of them, as they are
 * @param changed    one of them, as it would be
 * @throws InvalidInput with what would be refused
 */
export function checkChange(platforms: readonly PlatformTenants[], changed: PlatformTenants): void {
  const others = platforms.filter(({ stack }) => stack !== changed.stack);
  // The last one is in the wrong.
  const clashes = hostnameProblems([...others, changed]).filter(({ path }) => path.startsWith(changed.folder));
  const problems = [...problemsIn(changed), ...clashes];
  if (problems.length > 0) throw new InvalidInput(problems);
}

function problemsIn({ tenants, settings }: PlatformTenants): readonly Problem[] {
  try {
    checkTenants(tenants, settings);
    return [];
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
}

/** One name leads to one place. Twins within a stack are found by the stack's own check. */
function hostnameProblems(platforms: readonly PlatformTenants[]): readonly Problem[] {
  const owners = new Map<string, string>();
  return platforms.flatMap(({ stack, tenants }) =>
    tenants.flatMap(({ tenant: { spec }, file }) => {
      const owner = owners.get(spec.hostname) ?? stack;
      owners.set(spec.hostname, owner);
      if (owner === stack) return [];
      const fits = `a name that no tenant of ${owner} has already`;
      return [{ path: `${file} spec.hostname`, found: JSON.stringify(spec.hostname), fits }];
    }),
  );
}
