/** The tenants of a stack: reads their folders and checks what holds between them and their platform. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseYaml, YAMLParseError } from "yaml";
import { InvalidInput, type Problem, show } from "./problems.ts";
import type { Settings } from "./settings.ts";
import { parseTenant, type Tenant } from "./tenant.ts";

const tierOrder = ["restore", "high-availability", "cross-region"] as const;

/**
 * @param folder  `gitops/platforms/<stack>`
 * @throws InvalidInput with everything that is wrong in any of them
 */
export function readTenants(folder: string, settings: Settings): readonly Tenant[] {
  const tenants: Tenant[] = [];
  const problems: Problem[] = [];
  for (const name of tenantFolders(folder)) {
    const file = join(folder, name, "tenant.yaml");
    try {
      const tenant = parseTenant(readDocument(file), file);
      problems.push(...conflicts(tenant, name, file, settings, tenants));
      tenants.push(tenant);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return tenants;
}

function readDocument(file: string): unknown {
  const refuse = (found: string, fits: string) => new InvalidInput([{ path: file, found, fits }]);
  if (!existsSync(file)) throw refuse("nothing", "a file that describes the tenant");
  try {
    return parseYaml(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof YAMLParseError) throw refuse(error.message.split("\n")[0] ?? "", "a document in YAML");
    throw error;
  }
}

/** Names of a stack's tenants, in alphabetical order; a stack may have none yet. */
export function tenantFolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function conflicts(
  tenant: Tenant,
  folder: string,
  file: string,
  settings: Settings,
  others: readonly Tenant[],
): Problem[] {
  const { metadata, spec } = tenant;
  const problems: Problem[] = [];
  const refuse = (path: string, found: unknown, fits: string) =>
    problems.push({ path: `${file} ${path}`, found: show(found), fits });
  if (metadata.name !== folder) refuse("metadata.name", metadata.name, `${folder}, the name of its folder`);
  if (!spec.residency.includes(settings.region))
    refuse("spec.residency", spec.residency, `a list with ${settings.region}, where the platform stands`);
  if (tierOrder.indexOf(spec.tier) > tierOrder.indexOf(settings.tier))
    refuse("spec.tier", spec.tier, `at most ${settings.tier}, the tier of the platform`);
  const twin = others.find((other) => other.spec.hostname === spec.hostname);
  if (twin) refuse("spec.hostname", spec.hostname, `a name that ${twin.metadata.name} does not have already`);
  return problems;
}
