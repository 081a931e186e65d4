/** Settings and tenants, judged by the program's own schema; nothing else can be checked where the settings do not hold. */
import { join } from "node:path";
import { platformName } from "../../../components/standby.ts";
import { InvalidInput } from "../../../stacks/problems.ts";
import type { Settings } from "../../../stacks/settings.ts";
import type { Tenant } from "../../../stacks/tenant.ts";
import { readTenants } from "../../../stacks/tenants.ts";
import { readSettings } from "../../settings.ts";
import { type Finding, good, wrong } from "../finding.ts";

const what = "settings and tenants";

export interface Input {
  readonly settings: Settings;
  readonly tenants: readonly Tenant[];
}

/** @returns what was read, where it could be, and what is wrong with it */
export function readInput(tree: string, stack: string): { input: Input | undefined; findings: readonly Finding[] } {
  try {
    const settings = readSettings(tree, stack);
    const tenants = readTenants(join(tree, "gitops", "platforms", platformName({ stack }, settings.link)), settings);
    return { input: { settings, tenants }, findings: [good(what, `${tenants.length} tenants, all valid`)] };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const findings = error.problems.map(({ path, found, fits }) =>
      wrong(what, `${path}: found ${found}`, `fits: ${fits}`),
    );
    return { input: undefined, findings };
  }
}
