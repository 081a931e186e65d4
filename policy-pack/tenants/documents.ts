/** A stack's tenants as their own files describe them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { tenantFolders } from "../../stacks/tenant/folders.ts";
import { parseTenant, type Tenant } from "../../stacks/tenant.ts";
import { writtenSetting } from "../judge/settings.ts";

type Documents = ReadonlyMap<string, Tenant["spec"]>;

const platforms = join(import.meta.dirname, "..", "..", "gitops", "platforms");
const known = new Map<string, Documents>();

const linked = z.looseObject({ platform: z.string() });

/**
 * By tenant; each stack is read once. A stack that recovers another one has that one's tenants.
 * @returns none where nobody wrote a tenant of this stack
 * @throws InvalidInput where a file describes no tenant
 */
export function tenantsOf(stack: string): Documents {
  const read =
    known.get(stack) ?? readPlatform(linked.safeParse(writtenSetting(stack, "link")).data?.platform ?? stack);
  known.set(stack, read);
  return read;
}

const readPlatform = (platform: string): Documents =>
  new Map(tenantFolders(join(platforms, platform)).map((name) => [name, spec(platform, name)]));

function spec(platform: string, tenant: string): Tenant["spec"] {
  const file = join(platforms, platform, tenant, "tenant.yaml");
  return parseTenant(parse(readFileSync(file, "utf8")), file).spec;
}
