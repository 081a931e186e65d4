/** Settings and tenants, judged by the program's own schema; nothing else can be checked where the settings do not hold. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { InvalidInput } from "../../../stacks/problems.ts";
import { parseSettings, type Settings, settingNames } from "../../../stacks/settings.ts";
import type { Tenant } from "../../../stacks/tenant.ts";
import { readTenants } from "../../../stacks/tenants.ts";
import { type Finding, good, wrong } from "../finding.ts";

const what = "settings and tenants";
const document = z.looseObject({ config: z.record(z.string(), z.unknown()) });

export interface Input {
  readonly settings: Settings;
  readonly tenants: readonly Tenant[];
}

/** @returns what was read, where it could be, and what is wrong with it */
export function readInput(tree: string, stack: string): { input: Input | undefined; findings: readonly Finding[] } {
  const file = `stacks/Pulumi.${stack}.yaml`;
  try {
    const { config } = document.parse(parse(readFileSync(join(tree, file), "utf8")));
    const written = Object.entries(config).map(([name, value]) => [name.replace(/^longshore:/, ""), value] as const);
    const known = Object.fromEntries(written.filter(([name]) => settingNames.includes(name)));
    const settings = parseSettings(known, file);
    const tenants = readTenants(join(tree, "gitops", "platforms", stack), settings);
    return { input: { settings, tenants }, findings: [good(what, `${tenants.length} tenants, all valid`)] };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const findings = error.problems.map(({ path, found, fits }) =>
      wrong(what, `${path}: found ${found}`, `fits: ${fits}`),
    );
    return { input: undefined, findings };
  }
}
