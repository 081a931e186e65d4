/** How many processors a subscription may have in its node pools. */
import type { Refusal, Request } from "../../../cloud/definition.ts";
import { virtualMachine } from "../../machines.ts";
import { type PoolShape, poolShape, poolType } from "./inputs.ts";

/** Of one family of machines in one region, until more is asked for: https://github.com/Azure/karpenter-provider-azure/issues/192 (2024-03). */
const familyLimit = 100;

/** As the table of refusals shows it. */
const unknown = { requested: "‹requested›", remaining: "‹remaining›", family: "‹family›" };

interface Asked {
  readonly family: string;
  readonly cpus: number;
}

function askedBy({ vmSize = "", count, minCount }: PoolShape): Asked {
  const { cpu = 0, family = "" } = virtualMachine(vmSize) ?? {};
  return { family, cpus: cpu * (count ?? minCount ?? 1) };
}

/** What pools ask for beyond what is left of a family. */
function shortage<Inputs>({ account, region, world, old }: Request<Inputs>, pools: readonly PoolShape[]) {
  const standing = world
    .all(poolType)
    .filter((pool) => pool.account === account && pool.region === region)
    .filter(({ id }) => id !== old?.id && !id.startsWith(`${old?.id}/`))
    .map(({ inputs }) => askedBy(poolShape.parse(inputs)));
  const sum = (all: readonly Asked[], family: string) =>
    all.filter((asked) => asked.family === family).reduce((total, { cpus }) => total + cpus, 0);
  const wanted = pools.map(askedBy);
  return wanted
    .filter(({ family }) => family !== "")
    .map(({ family }) => ({
      family,
      requested: sum(wanted, family),
      remaining: familyLimit - sum(standing, family),
    }))
    .find(({ requested, remaining }) => requested > remaining);
}

/** @param poolsOf  the pools that a request asks for */
export const tooManyProcessors = <Inputs>(poolsOf: (inputs: Inputs) => readonly PoolShape[]): Refusal<Inputs> => ({
  code: "ErrCode_InsufficientVCPUQuota",
  when: (request) => shortage(request, poolsOf(request.inputs)) !== undefined,
  message: (request) => {
    const { requested, remaining, family } = shortage(request, poolsOf(request.inputs)) ?? unknown;
    return `Insufficient vcpu quota requested ${requested}, remaining ${remaining} for family ${family} for region ${request.region}. Surge nodes would also consume vcpu quota.`;
  },
  source: "https://github.com/1ChristianAlex/motordesk/issues/14 (read 2026-11)",
});
