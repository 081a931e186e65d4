/** A tenant's folder: checked as the program would, and only then written. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";
import { InvalidInput, show } from "../../stacks/problems.ts";
import { parseTenant, type Tenant } from "../../stacks/tenant.ts";
import { generateTenant } from "./generate.ts";
import { checkChange, type PlatformTenants } from "./platforms.ts";
import { schemaLine } from "./schema.ts";

export interface Placement {
  readonly tenant: Tenant;
  /** The platform with it. */
  readonly platform: PlatformTenants;
  /** What it wrote, from the root of the work tree. */
  readonly files: readonly string[];
}

/**
 * @param platforms  all of the work tree's
 * @param platform   the one that gets the tenant
 * @param text       of its `tenant.yaml`
 * @param replace    whether a tenant of this name must be there already; otherwise none may be
 * @throws InvalidInput with what would be refused; then nothing is written
 */
export function place(
  tree: string,
  platforms: readonly PlatformTenants[],
  platform: PlatformTenants,
  name: string,
  text: string,
  replace = false,
): Placement {
  const folder = join(platform.folder, name);
  const file = join(folder, "tenant.yaml");
  const taken = platform.tenants.some((other) => other.folder === name);
  if (taken && !replace) {
    const names = platform.tenants.map((other) => other.folder).join(", ");
    throw new InvalidInput([{ path: folder, found: show(name), fits: `a name that is not taken: ${names} are` }]);
  }
  const tenant = parseTenant(parse(text), file);
  const others = platform.tenants.filter((other) => other.folder !== name);
  const changed = { ...platform, tenants: [...others, { tenant, folder: name, file }] };
  checkChange(platforms, changed);
  const generated = generateTenant(tenant);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text.startsWith("# yaml-language-server:") ? text : `${schemaLine}\n${text}`);
  writeFileSync(join(folder, "generated.yaml"), generated);
  return {
    tenant,
    platform: changed,
    files: [file, join(folder, "generated.yaml")].map((each) => relative(tree, each)),
  };
}
