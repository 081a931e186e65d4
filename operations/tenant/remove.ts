/** `longshore tenant remove`: a tenant leaves its platform, after a last backup that is proved. */
import { rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { tenantNamespace } from "../../components/gitops/facts.ts";
import { workTree } from "../../simulator/paths.ts";
import { InvalidInput } from "../../stacks/problems.ts";
import { readState } from "../destroy/engine.ts";
import { confirm } from "../retire/confirm.ts";
import { takeLastBackup } from "../retire/final-backups.ts";
import type { Retirement } from "../retire/record.ts";
import { resourcesOf, type State } from "../state.ts";
import { refuseHeld } from "./held.ts";
import { inClusterOf } from "./in-cluster.ts";
import { stepsToLeave } from "./leave.ts";
import { numbered } from "./next.ts";
import { findPlatform, findTenant, readPlatforms } from "./platforms.ts";

export type Backup = Retirement["backups"][number];

/** What a removal asks of the running platform. */
export interface Platform {
  readonly state: (stack: string) => Promise<State>;
  /** @throws Error where the last backup failed or was not proved */
  readonly backUp: (state: State, tenant: string) => Promise<Backup>;
}

/** @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  console.log(await remove(workTree, args, { state: readState, backUp: backUpInCluster }));
  return 0;
}

/**
 * @param tree  root of the work tree
 * @returns what was done, what stays, and how that goes
 * @throws Error with what stands in the way; the folder is there then
 */
export async function remove(tree: string, args: readonly string[], platform: Platform): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { "yes-remove": { type: "string" }, record: { type: "string" } },
    allowPositionals: true,
  });
  const [stack, name] = positionals;
  if (stack === undefined || name === undefined || positionals.length > 2)
    throw new InvalidInput([{ path: "remove", found: args.join(" ") || "nothing", fits: "STACK NAME" }]);
  const platformOfTenant = findPlatform(tree, readPlatforms(tree), stack);
  const { tenants, folder } = platformOfTenant;
  const found = findTenant(platformOfTenant, name);
  refuseHeld([found]);
  const copies = tenants.filter(({ tenant }) => tenant.spec.copyOf === name).map((tenant) => tenant.folder);
  if (copies.length > 0)
    throw new InvalidInput([
      { path: found.file, found: `copies: ${copies.join(", ")}`, fits: "none; remove them first" },
    ]);
  const question = `This ends ${name} on ${stack}, after a last backup. Type the tenant's name: `;
  await confirm(name, values["yes-remove"], { question, option: "--yes-remove" });

  const state = await platform.state(stack);
  const backup = await platform.backUp(state, name);
  const record = values.record ?? `removed-${name}.json`;
  writeFileSync(join(tree, record), `${JSON.stringify({ stack, backup }, undefined, 2)}\n`, { mode: 0o600 });
  rmSync(join(folder, name), { recursive: true });
  return [
    `${name} has left ${relative(tree, folder)}. Its last backup was restored and checked at ${backup.verifiedAt}; ${record} says so.`,
    "",
    "Next:",
    ...numbered(stepsToLeave(stack, found.tenant, resourcesOf(state))),
  ].join("\n");
}

/** By the tenant's own jobs, as Argo CD has synced them. */
const backUpInCluster = (state: State, tenant: string): Promise<Backup> =>
  inClusterOf(state, "take the last backup", (api) =>
    takeLastBackup(api, { name: tenant, namespace: tenantNamespace(tenant) }, (doing) => console.error(`${doing} …`)),
  );
