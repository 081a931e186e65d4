/** The files of an emergency: the tenants' documents and what follows from them. */
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { InvalidInput } from "../../stacks/problems.ts";
import { tenantFolders } from "../../stacks/tenant/folders.ts";
import { parseTenant } from "../../stacks/tenant.ts";
import { generateTenant } from "../tenant/generate.ts";
import { readHorizon } from "../tenant/horizon.ts";
import { type Emergency, lapsed, withEmergency } from "./emergency.ts";
import { describeWindows } from "./status.ts";

export interface LiftArgs {
  /** Folder with one folder for each stack. */
  readonly platforms: string;
  readonly stack: string;
  /** Nothing means all tenants of the stack. */
  readonly tenant: string | undefined;
  /** Nothing ends the ones that are there. */
  readonly emergency: Emergency | undefined;
  readonly now: Date;
  readonly read: (file: string) => string;
}

export interface Lifted {
  /** New text by path. */
  readonly files: ReadonlyMap<string, string>;
  /** What it does, for people. */
  readonly says: readonly string[];
}

/**
 * @throws InvalidInput where the emergency is none that counts
 * @throws Error where there is no such tenant
 */
export function lift({ platforms, stack, tenant, emergency, now, read }: LiftArgs): Lifted {
  const folder = join(platforms, stack);
  const all = tenantFolders(folder);
  const names = all.filter((name) => tenant === undefined || name === tenant);
  if (names.length === 0)
    throw new Error(
      `${stack} has no tenant${tenant === undefined ? "" : ` ${tenant}`}; it has ${all.join(", ") || "none"}`,
    );
  const files = new Map<string, string>();
  const says = names.flatMap((name) => {
    const file = join(folder, name, "tenant.yaml");
    const text = withEmergency(read(file), emergency);
    const changed = parseTenant(parse(text), file);
    const fits = emergency && lapsed(emergency, now);
    if (emergency && fits)
      throw new InvalidInput([{ path: `${file} spec.emergency.until`, found: emergency.until, fits }]);
    files.set(file, text);
    files.set(join(dirname(file), "generated.yaml"), generateTenant(changed));
    return `${name}: ${describeWindows(changed, readHorizon(), now)}`;
  });
  const next = emergency
    ? `Commit and push it: Argo CD lifts the windows when it reads the commit, names owner and reason in the annotation longshore.dev/windows-lifted, and closes again at ${emergency.until} by itself.`
    : "Commit and push it: Argo CD closes the windows when it reads the commit.";
  return { files, says: [...says, next] };
}
