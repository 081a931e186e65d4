/** Where a stack's tenants let their data stand. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { parseTenant } from "../../stacks/tenant.ts";
import { tenantFolders } from "../../stacks/tenants.ts";

const platforms = join(import.meta.dirname, "..", "..", "gitops", "platforms");
const known = new Map<string, ReadonlyMap<string, readonly string[]>>();

/**
 * Regions by tenant, as their own files write them.
 * @returns none where nobody wrote a tenant of this stack
 * @throws InvalidInput where a file describes no tenant
 */
export function residencies(stack: string): ReadonlyMap<string, readonly string[]> {
  const read = known.get(stack) ?? new Map(tenantFolders(join(platforms, stack)).map((name) => residency(stack, name)));
  known.set(stack, read);
  return read;
}

function residency(stack: string, tenant: string): [string, readonly string[]] {
  const file = join(platforms, stack, tenant, "tenant.yaml");
  return [tenant, parseTenant(parse(readFileSync(file, "utf8")), file).spec.residency];
}
