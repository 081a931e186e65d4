/** A stack's tenants as their own files describe them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { tenantFolders } from "../../stacks/tenant/folders.ts";
import { parseTenant, type Tenant } from "../../stacks/tenant.ts";

type Documents = ReadonlyMap<string, Tenant["spec"]>;

const platforms = join(import.meta.dirname, "..", "..", "gitops", "platforms");
const known = new Map<string, Documents>();

/**
 * By tenant; each stack is read once.
 * @returns none where nobody wrote a tenant of this stack
 * @throws InvalidInput where a file describes no tenant
 */
export function tenantsOf(stack: string): Documents {
  const read =
    known.get(stack) ?? new Map(tenantFolders(join(platforms, stack)).map((name) => [name, spec(stack, name)]));
  known.set(stack, read);
  return read;
}

function spec(stack: string, tenant: string): Tenant["spec"] {
  const file = join(platforms, stack, tenant, "tenant.yaml");
  return parseTenant(parse(readFileSync(file, "utf8")), file).spec;
}
