/** `longshore tenant list`: all tenants of all stacks, and what would be refused about them. */
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { InvalidInput } from "../../stacks/problems.ts";
import { sizeTenant } from "../../stacks/sizing/sizing.ts";
import type { Placed } from "../../stacks/tenant/contradictions.ts";
import { align } from "../align.ts";
import { capacityLines } from "./capacity.ts";
import { type PlatformTenants, problemsOf, readPlatforms } from "./platforms.ts";

const heads = [
  ...["stack", "tenant", "business unit", "isolation", "tier", "ring"],
  ...["hostname", "users", "workers", "connections"],
] as const;

/** @returns the exit code: 1 where something would be refused */
export function run(args: readonly string[]): number {
  parseArgs({ args: [...args], options: {} });
  const platforms = readPlatforms(workTree);
  console.log(tenantTable(platforms));
  const problems = problemsOf(platforms);
  if (problems.length > 0) console.error(`\n${new InvalidInput(problems).message}`);
  return problems.length > 0 ? 1 : 0;
}

/** A line for each tenant, and one for what is left of each platform that has any. */
export function tenantTable(platforms: readonly PlatformTenants[]): string {
  const rows = platforms.flatMap(({ stack, tenants }) => tenants.map((placed) => row(stack, placed)));
  const used = platforms.filter(({ tenants }) => tenants.length > 0);
  const left = used.flatMap((platform) => capacityLines(platform).map((line) => `${platform.stack}: ${line}`));
  return [...align([heads, ...rows]), "", ...left].join("\n");
}

function row(stack: string, { tenant }: Placed): readonly string[] {
  const { metadata, spec } = tenant;
  const { web, connections } = sizeTenant(tenant);
  const workers = [web.replicas.minimum, web.replicas.maximum].map((pods) => pods * web.workers).join("–");
  const copy = spec.copyOf === undefined ? "" : `, copy of ${spec.copyOf}`;
  const held = spec.legalHold === undefined ? "" : `, on legal hold since ${spec.legalHold.since}`;
  return [
    ...[stack, metadata.name, spec.businessUnit, spec.isolation, spec.tier, `${spec.ring}${copy}${held}`],
    ...[spec.hostname, String(spec.users.named), workers, String(connections.role)],
  ];
}
