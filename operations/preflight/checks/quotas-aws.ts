/** Quotas of AWS that a platform meets first: what it needs beyond what it has, against what is left. */
import * as z from "zod";
import { aws } from "../../cloud-cli.ts";
import { attempt, type Finding, good, notChecked, wrong } from "../finding.ts";
import { type Subject, standing } from "../subject.ts";

interface Quota {
  readonly what: string;
  readonly service: string;
  readonly code: string;
  /** Pulumi type whose number counts. */
  readonly type?: string;
  readonly needed: (subject: Subject) => number;
  /** Words of `aws` that list what is used, and the list in its answer; nothing where no list counts it. */
  readonly used?: { readonly words: readonly string[]; readonly list: string };
}

/** Codes: Service Quotas console, as named in public tools (for example awslabs' quota monitors, read 2026-11-22). */
export const quotas: readonly Quota[] = [
  {
    what: "Elastic IPs",
    service: "ec2",
    code: "L-0263D0A3",
    type: "aws:ec2/eip:Eip",
    needed: ({ settings }) => (settings.network.egress === "per-zone" ? settings.zones.length : 1),
    used: { words: ["ec2", "describe-addresses"], list: "Addresses" },
  },
  {
    what: "VPCs",
    service: "vpc",
    code: "L-F678F1CE",
    type: "aws:ec2/vpc:Vpc",
    needed: () => 1,
    used: { words: ["ec2", "describe-vpcs"], list: "Vpcs" },
  },
  {
    what: "RDS instances",
    service: "rds",
    code: "L-7B6409FD",
    type: "aws:rds/instance:Instance",
    needed: ({ settings, dedicated }) => (1 + settings.database.replicas) * (1 + dedicated),
    used: { words: ["rds", "describe-db-instances"], list: "DBInstances" },
  },
  {
    what: "vCPUs of On-Demand Standard instances",
    service: "ec2",
    code: "L-1216C47A",
    // What docs/day-0.md asks for: nodes come and go, and no setting says how many.
    needed: ({ settings }) => (settings.environment === "production" ? 64 : 16),
  },
];

const quotaAnswer = z.object({ Quota: z.object({ Value: z.number() }) });

export async function checkAwsQuotas(subject: Subject): Promise<readonly Finding[]> {
  const found = await Promise.all(quotas.map((quota) => attempt(`quota: ${quota.what}`, () => ask(quota, subject))));
  return found.flat();
}

async function ask(quota: Quota, subject: Subject): Promise<readonly Finding[]> {
  const { region } = subject.place;
  const words = ["service-quotas", "get-service-quota", "--service-code", quota.service, "--quota-code", quota.code];
  const { Quota } = quotaAnswer.parse(await aws(words, region));
  const used = quota.used && (await count(quota.used, region).catch(() => undefined));
  const own = quota.type ? standing(subject, quota.type) : 0;
  return [judgeQuota(quota.what, { limit: Quota.Value, used, more: Math.max(0, quota.needed(subject) - own) })];
}

async function count({ words, list }: NonNullable<Quota["used"]>, region: string): Promise<number> {
  const answer = z.record(z.string(), z.unknown()).parse(await aws(words, region));
  return z.array(z.unknown()).parse(answer[list]).length;
}

/** @param room.more  what the stack still needs; `used` counts what others have as well */
export function judgeQuota(
  name: string,
  { limit, used, more }: { readonly limit: number; readonly used: number | undefined; readonly more: number },
): Finding {
  const what = `quota: ${name}`;
  if (more === 0) return good(what, "the stack has all it needs");
  const left = limit - (used ?? 0);
  const says =
    used === undefined ? `${more} needed, of a quota of ${limit}` : `${more} needed, ${left} of ${limit} left`;
  if (more > left) return wrong(what, says, `ask for at least ${limit + more - left} in Service Quotas`);
  return used === undefined ? notChecked(what, `${says}; how many are used was not counted`) : good(what, says);
}
