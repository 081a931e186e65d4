/**
 * What stands between a release and the next ring: proof by the tenants of the last ring before it, and a way back for those
 * that get it.
 */
import type { Ring } from "../../stacks/tenant/ring.ts";
import { type AskBackups, eachBackup, unprovedBackup, verifyJob } from "./backups.ts";
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

/**
 * A backup that was not restored within its tier's rhythm counts as none, and nobody gets a release without a way back.
 * @returns what proves it, for people
 * @throws Error with each tenant of the ring whose backup counts as none, and what to do
 */
export async function proveBackups(
  to: Ring,
  all: readonly Member[],
  ask: AskBackups,
  now = new Date(),
): Promise<string> {
  // A copy's data is another tenant's, and is made anew from that one's backups.
  const there = all.filter(({ tenant: { spec } }) => spec.ring === to && spec.copyOf === undefined);
  const found = await eachBackup(there, ask, (member, proofs) => unprovedBackup(member, proofs, now));
  const unproved = there.filter((member) => found.get(member) !== undefined);
  if (unproved.length === 0)
    return `${to}: ${there.length} of ${there.length} tenants have a backup that was restored in time.`;
  throw new Error(
    [
      `${to} stays as it is: what counts as no backup blocks a release.`,
      ...unproved.map((member) => `  ${member.stack} ${member.tenant.metadata.name}: ${found.get(member)}`),
      "Read why the last verification failed, mend that, and run it now instead of waiting for its hour:",
      `  kubectl --namespace tenant-NAME create job ${verifyJob}-now --from=cronjob/${verifyJob}`,
      "Where the release cannot wait: longshore ring promote --unproved REASON (docs/rings.md).",
    ].join("\n"),
  );
}

/**
 * The way past {@link proveBackups} in an emergency.
 * @param reason  what cannot wait
 * @returns what stands in the commit that moves the ring
 * @throws Error where the reason says too little
 */
export function withoutProof(to: Ring, reason: string): string {
  if (reason.trim().length < 20)
    throw new Error("--unproved: a sentence of 20 characters or more that says what cannot wait");
  return `Nobody asked whether the tenants of ${to} can go back. Put this line into the commit's message:\nUnproved-backups: ${reason.trim()}`;
}
