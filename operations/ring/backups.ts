/** When each tenant's backup was last restored and found whole: by what the cluster says of its jobs. */
import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { tenantNamespace } from "../../components/gitops/facts.ts";
import { tiers } from "../../stacks/tiers.ts";
import type { Member } from "./place.ts";

/** Name of the CronJob that restores the newest backup and checks it (gitops/backup). */
export const verifyJob = "backup-verify";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

const template = z.looseObject({ spec: z.looseObject({ template: z.looseObject({ spec: z.unknown() }) }) });
const instant = z.iso.datetime();

const cronJob = z.looseObject({
  metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
  spec: z.looseObject({ jobTemplate: template }),
  status: z.looseObject({ lastSuccessfulTime: instant.optional() }).default({}),
});
const job = z.looseObject({
  metadata: z.looseObject({ namespace: z.string() }),
  spec: template.shape.spec,
  status: z
    .looseObject({
      completionTime: instant.optional(),
      conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).default([]),
    })
    .default({ conditions: [] }),
});

/** Of one cluster: by namespace, when a verification last succeeded (milliseconds since 1970); nothing where none ever did. */
export type Proofs = ReadonlyMap<string, number | undefined>;

/** Asks a stack for them. */
export type AskBackups = (stack: string) => Promise<Proofs>;

/**
 * The cluster's own record, which no workload of a tenant can write, and no metric, which whoever reaches the gateway can
 * push. A Job that somebody made from the CronJob counts as the CronJob's own runs do, as long as it does the same work.
 * @param cronJobs  all of a cluster, as the API server has them
 * @param jobs      the same
 */
export function proofsOf(cronJobs: readonly unknown[], jobs: readonly unknown[]): Proofs {
  const ended = jobs.map((each) => job.parse(each)).filter(isComplete);
  const own = cronJobs.map((each) => cronJob.parse(each)).filter(({ metadata }) => metadata.name === verifyJob);
  return new Map(
    own.map(({ metadata: { namespace }, spec, status }) => {
      const same = ended.filter((each) => each.metadata.namespace === namespace && doesSame(each, spec.jobTemplate));
      const times = [status.lastSuccessfulTime, ...same.map((each) => each.status.completionTime)];
      const found = times.flatMap((time) => (time === undefined ? [] : [Date.parse(time)]));
      return [namespace, found.length > 0 ? Math.max(...found) : undefined];
    }),
  );
}

/**
 * Why a tenant's backup counts as none.
 * @param proofs  of its cluster
 * @returns nothing where it was restored and found whole within its tier's rhythm
 */
export function unprovedBackup({ tenant }: Member, proofs: Proofs, now: Date): string | undefined {
  const { tier } = tenant.spec;
  const namespace = tenantNamespace(tenant.metadata.name);
  if (!proofs.has(namespace)) return `${verifyJob} is not there`;
  const last = proofs.get(namespace);
  if (last === undefined) return "no backup was ever restored and found whole";
  const { verifiedWithin } = tiers[tier];
  if (now.getTime() - last <= verifiedWithin * dayMs) return undefined;
  return `the last backup that was restored and found whole was so ${ago(last, now)}; tier ${tier} allows ${verifiedWithin} days`;
}

/** For example `proved 5 h ago`, or why it counts as none. */
export function describeBackup(member: Member, proofs: Proofs, now: Date): string {
  const last = proofs.get(tenantNamespace(member.tenant.metadata.name));
  return unprovedBackup(member, proofs, now) ?? `backup proved ${ago(last ?? 0, now)}`;
}

/** Asks the stacks of some tenants, each once. @returns for each of them what `tell` says, or why its stack did not answer */
export async function eachBackup<Value>(
  all: readonly Member[],
  ask: AskBackups,
  tell: (member: Member, proofs: Proofs) => Value,
): Promise<ReadonlyMap<Member, Value | string>> {
  const found = new Map<Member, Value | string>();
  for (const [stack, there] of Map.groupBy(all, (member) => member.stack)) {
    const answer = await ask(stack).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    for (const member of there) found.set(member, typeof answer === "string" ? answer : tell(member, answer));
  }
  return found;
}

function ago(time: number, now: Date): string {
  const hours = Math.floor((now.getTime() - time) / hourMs);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}

const isComplete = ({ status }: z.output<typeof job>) =>
  status.conditions.some((condition) => condition.type === "Complete" && condition.status === "True");

const work = z.looseObject({
  serviceAccountName: z.string(),
  containers: z.array(
    z.looseObject({
      image: z.string(),
      command: z.unknown().optional(),
      args: z.unknown().optional(),
      env: z.unknown().optional(),
      envFrom: z.unknown().optional(),
    }),
  ),
});

/** Whether a Job ran what the CronJob would: image, arguments, variables and identity. */
function doesSame(ended: z.output<typeof job>, wanted: z.output<typeof template>): boolean {
  const [one, other] = [ended, wanted].map(({ spec }) => work.safeParse(spec.template.spec).data);
  if (!one || !other) return false;
  const essence = ({ serviceAccountName, containers }: z.output<typeof work>) => ({
    serviceAccountName,
    containers: containers.map(({ image, command, args, env, envFrom }) => ({ image, command, args, env, envFrom })),
  });
  return isDeepStrictEqual(essence(one), essence(other));
}
