import { join } from "node:path";
import { workTree } from "../../simulator/paths.ts";
import { readTenants } from "../../stacks/tenants.ts";
import { toSettings } from "../settings.ts";
import { readConfig, withChanges, writeSettings } from "../stack-file.ts";
import type { StackPlace } from "../stacks.ts";

const setting = ["longshore:rewind"];
const up = (stack: string) => `npx pulumi up -s ${stack} --policy-pack policy-pack`;

/**
 * @returns what comes next, for people
 * @throws InvalidInput where the second or a tenant does not fit; nothing is written then
 */
export function setRewind(
  { stack, platform }: StackPlace,
  asked: { readonly to: string; readonly tenants: readonly string[] },
): string {
  const settings = toSettings(withChanges(readConfig(workTree, stack), [[setting, asked]]), stack);
  readTenants(join(workTree, "gitops", "platforms", platform), settings);
  writeSettings(workTree, stack, [[setting, asked]]);
  return `${asked.tenants.join(", ")} of ${stack} will be as at ${asked.to}: go on with \`${up(stack)}\`.`;
}

/** @returns what comes next, for people */
export function endRewind({ stack }: StackPlace): string {
  writeSettings(workTree, stack, [[setting, undefined]]);
  return `longshore:rewind is out: \`${up(stack)}\` takes the server away that it was for.`;
}
