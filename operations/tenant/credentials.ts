/**
 * `longshore tenant credentials`: which credentials of integrations end soon. Their owners make new ones; the value goes
 * into the secret store and the new date into `tenant.yaml` (docs/decisions/rotation.md). Nobody here sees a value.
 */
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { align } from "../align.ts";
import { readPlatforms } from "./platforms.ts";

/** Days before the end in which an owner is reminded: a carrier takes weeks to issue another key. */
const noticeDays = 30;

export interface EndingCredential {
  readonly stack: string;
  readonly tenant: string;
  readonly integration: string;
  readonly credential: string;
  readonly owner: string;
  /** Its last day, for example `2027-01-31`. */
  readonly expires: string;
  /** Until the end of that day, in UTC; negative where it is over. */
  readonly daysLeft: number;
}

/**
 * @param platforms  stacks with their tenants
 * @returns those that end within {@link noticeDays}, the most urgent first
 */
export function endingCredentials(
  platforms: readonly { readonly stack: string; readonly tenants: readonly Tenant[] }[],
  today: Date,
): readonly EndingCredential[] {
  const midnight = Date.parse(today.toISOString().slice(0, 10));
  return platforms
    .flatMap(({ stack, tenants }) =>
      tenants.flatMap(({ metadata, spec }) =>
        spec.integrations.map(({ name, credential, owner, expires }) => ({
          ...{ stack, tenant: metadata.name, integration: name, credential, owner, expires },
          daysLeft: (Date.parse(expires) - midnight) / 86_400_000,
        })),
      ),
    )
    .filter(({ daysLeft }) => daysLeft <= noticeDays)
    .toSorted((a, b) => a.daysLeft - b.daysLeft);
}

/** @returns the exit code: 1 where one is over */
export function run(args: readonly string[]): number {
  parseArgs({ args: [...args], options: {} });
  const platforms = readPlatforms(workTree).map(({ stack, tenants }) => ({
    stack,
    tenants: tenants.map(({ tenant }) => tenant),
  }));
  const ending = endingCredentials(platforms, new Date());
  console.log(ending.length > 0 ? table(ending) : `No credential ends within ${noticeDays} days.`);
  return ending.some(({ daysLeft }) => daysLeft < 0) ? 1 : 0;
}

function table(ending: readonly EndingCredential[]): string {
  const heads = ["stack", "tenant", "integration", "credential", "owner", "expires", ""];
  const rows = ending.map(({ daysLeft, ...each }) => [
    ...[each.stack, each.tenant, each.integration, each.credential, each.owner, each.expires],
    daysLeft < 0 ? `over since ${-daysLeft} days` : `${daysLeft} days left`,
  ]);
  return align([heads, ...rows]).join("\n");
}
