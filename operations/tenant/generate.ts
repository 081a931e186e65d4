/**
 * Writes `generated.yaml` beside each `tenant.yaml`: what follows from it by computation, so that the charts hold no
 * arithmetic and a reviewer sees the figures. A test compares the committed file with what this file makes.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { sizeTenant } from "../../stacks/sizing/sizing.ts";
import { trafficFor } from "../../stacks/sizing/traffic.ts";
import { tenantFolders } from "../../stacks/tenant/folders.ts";
import { parseTenant, type Tenant } from "../../stacks/tenant.ts";
import { tiers } from "../../stacks/tiers.ts";
import { readHorizon } from "./horizon.ts";
import { backupRhythm } from "./rhythm.ts";
import { backupValidation } from "./validation.ts";
import { quietWindows } from "./windows.ts";

const header = [
  "# Generated from tenant.yaml by `npx longshore tenant generate`; a test fails where the two differ.",
  "# Formulas and their sources: stacks/sizing and operations/tenant.",
].join("\n");

/** Root of the work tree. */
const workTree = join(import.meta.dirname, "..", "..");

/**
 * @param from  first day of the closes by date
 * @returns the text of a tenant's `generated.yaml`
 */
export function generateTenant(tenant: Tenant, from = readHorizon()): string {
  const generated = {
    ...sizeTenant(tenant),
    traffic: trafficFor(tenant),
    rhythm: backupRhythm(tenant),
    retention: tiers[tenant.spec.tier].retention,
    validation: backupValidation(tenant),
    quietWindows: quietWindows(tenant, from),
  };
  return `${header}\n${stringify({ generated }, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

/** One tenant of one stack, and where its files are. */
export interface TenantFiles {
  readonly tenant: Tenant;
  /** `tenant.yaml` and `generated.yaml`, absolute. */
  readonly written: string;
  readonly generated: string;
}

/**
 * All tenants of all stacks.
 * @param platforms  folder with one folder for each stack
 * @throws InvalidInput where a `tenant.yaml` is not valid
 */
export function allTenants(platforms = join(workTree, "gitops", "platforms")): readonly TenantFiles[] {
  return tenantFolders(platforms).flatMap((stack) =>
    tenantFolders(join(platforms, stack)).map((name) => {
      const folder = join(platforms, stack, name);
      const written = join(folder, "tenant.yaml");
      return {
        tenant: parseTenant(parse(readFileSync(written, "utf8")), written),
        written,
        generated: join(folder, "generated.yaml"),
      };
    }),
  );
}

/**
 * The command `longshore tenant generate`.
 * @returns paths of the files that it wrote, all of them
 */
export function generateAll(platforms?: string): readonly string[] {
  return allTenants(platforms).map(({ tenant, generated }) => {
    writeFileSync(generated, generateTenant(tenant));
    return generated;
  });
}
