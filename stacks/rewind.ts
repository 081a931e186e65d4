/** A setting for the day on which somebody has spoilt a tenant's data: its database goes back to the second before. */
import * as z from "zod";
import type { Problem } from "./problems.ts";
import { list, section, text } from "./schema.ts";
import type { Tenant } from "./tenant.ts";

export const rewind = section({
  to: z.iso.datetime({ error: 'a second in UTC and in quotes, for example "2026-11-22T10:14:59Z"' }),
  tenants: list(text(/\S/, "a tenant's name"), "a list of tenants").min(1, { error: "at least one tenant" }),
}).optional();

interface Asked {
  readonly rewind?: z.output<typeof rewind>;
  readonly database: { readonly recoveryDays: number };
}

const dayMs = 86_400_000;

/** @returns what cannot be brought back, or not to that second */
export function rewindProblems(
  { rewind: asked, database }: Asked,
  tenants: readonly Pick<Tenant, "metadata" | "spec">[],
  now: Date,
): readonly Problem[] {
  if (!asked) return [];
  const problems: Problem[] = [];
  const refuse = (path: string, found: string, fits: string) =>
    problems.push({ path: `longshore:rewind.${path}`, found: JSON.stringify(found), fits });
  const age = now.getTime() - Date.parse(asked.to);
  if (age < 0) refuse("to", asked.to, `a second before now, ${now.toISOString()}`);
  if (age > database.recoveryDays * dayMs)
    refuse("to", asked.to, `a second of the last ${database.recoveryDays} days; older states come back from backups`);
  const originals = tenants.filter(({ spec }) => spec.copyOf === undefined).map(({ metadata }) => metadata.name);
  for (const name of asked.tenants)
    if (!originals.includes(name))
      refuse("tenants", name, `a tenant of this stack that is no copy: ${originals.join(", ") || "there is none"}`);
  return problems;
}
