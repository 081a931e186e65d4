/** What stands between a release and the next ring: proof by the tenants of the last ring before it. */
import type { Ring } from "../../stacks/tenant/ring.ts";
import { type Ask, healthOf } from "./health.ts";
import { type Member, provingRing } from "./place.ts";
import type { Texts } from "./promote.ts";

/**
 * @returns what proves the release, for people
 * @throws Error with each tenant that does not run it or is not well: the ring is stopped there
 */
export async function proveRing(to: Ring, texts: Texts, all: readonly Member[], ask: Ask): Promise<string> {
  const proving = provingRing(to, all);
  if (proving === undefined) return `No ring before ${to} has a tenant: nothing shows what the release is like.`;
  const there = all.filter(({ tenant }) => tenant.spec.ring === proving);
  const unwell = await healthOf(there, texts, ask);
  if (unwell.size === 0) return `${proving}: ${there.length} of ${there.length} tenants run the release and are well.`;
  const lines = [...unwell].map(([{ stack, tenant }, why]) => `  ${stack} ${tenant.metadata.name}: ${why}`);
  throw new Error(
    [
      `${to} stays as it is: ${proving} is not well.`,
      ...lines,
      "Mend it there, or go back to what it ran before.",
    ].join("\n"),
  );
}
