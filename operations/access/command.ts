/** The command `longshore access`: what people's rights become in files that stand in Git. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { peopleOf } from "../../components/access/people.ts";
import { workTree } from "../../simulator/paths.ts";
import { toAccessArgs } from "../../stacks/access.ts";
import { type PlatformTenants, readPlatforms, readRecoveries } from "../tenant/platforms.ts";
import { codeOwners, type OwnedStack } from "./code-owners.ts";
import { withTables } from "./page.ts";

export const usage = [
  "longshore access generate",
  "  writes .github/CODEOWNERS from the stacks' operating models, and the tables of docs/operating-models.md",
].join("\n");

export const ownersFile = join(".github", "CODEOWNERS");
export const pageFile = join("docs", "operating-models.md");

/**
 * @param tree  root of the work tree
 * @returns the text of each file that follows from the models, by its path in the tree
 * @throws InvalidInput where settings or a tenant's document are wrong
 */
export function generateAccess(tree: string): Readonly<Record<string, string>> {
  return {
    [ownersFile]: codeOwners([...readPlatforms(tree), ...readRecoveries(tree)].map(toOwned)),
    [pageFile]: withTables(readFileSync(join(tree, pageFile), "utf8")),
  };
}

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  if (positionals.join(" ") !== "generate") {
    console.error(usage);
    return 2;
  }
  for (const [file, text] of Object.entries(generateAccess(workTree))) {
    writeFileSync(join(workTree, file), text);
    console.log(file);
  }
  return 0;
}

/** A recovery has no folder of tenants. */
type Owned = Pick<PlatformTenants, "stack" | "settings"> & Partial<Pick<PlatformTenants, "tenants">>;

function toOwned({ stack, settings, tenants }: Owned): OwnedStack {
  const access = toAccessArgs(settings);
  return {
    name: stack,
    model: access.model,
    people: peopleOf(settings.cloud, access),
    tenants: tenants?.map(({ tenant: { metadata, spec } }) => ({
      name: metadata.name,
      businessUnit: spec.businessUnit,
    })),
  };
}
