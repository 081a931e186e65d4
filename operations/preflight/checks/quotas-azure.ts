/** Quotas of Azure that a platform meets first. */
import * as z from "zod";
import { arm } from "../../cloud-cli.ts";
import { attempt, type Finding, good, notChecked, wrong } from "../finding.ts";
import { type Subject, standing } from "../subject.ts";

const usages = z.object({
  value: z.array(z.object({ name: z.object({ value: z.string() }), currentValue: z.number(), limit: z.number() })),
});

/** Names as Azure's usage lists have them (Compute and Network, "Usages - List", read 2026-11-22). */
const asked = [
  {
    what: "vCPUs of the DDSv5 family",
    list: "Microsoft.Compute",
    version: "2024-07-01",
    name: "standardDDSv5Family",
    // What docs/day-0-azure.md asks for: nodes come and go, and no setting says how many.
    needed: ({ settings }: Subject) => (settings.environment === "production" ? 96 : 16),
    type: undefined,
  },
  {
    what: "public IPv4 addresses",
    list: "Microsoft.Network",
    version: "2024-05-01",
    name: "IPv4StandardSkuPublicIpAddresses",
    needed: ({ settings }: Subject) => (settings.network.egress === "per-zone" ? settings.zones.length : 1) + 1,
    type: "azure-native:network:PublicIPAddress",
  },
] as const;

export async function checkAzureQuotas(subject: Subject): Promise<readonly Finding[]> {
  const { account, region } = subject.place;
  const found = await Promise.all(
    asked.map(({ what, list, version, name, needed, type }) =>
      attempt(`quota: ${what}`, async () => {
        const path = `/subscriptions/${account}/providers/${list}/locations/${region}/usages?api-version=${version}`;
        const { value } = usages.parse(await arm(path));
        const usage = value.find((each) => each.name.value.toLowerCase() === name.toLowerCase());
        const own = type ? standing(subject, type) : 0;
        return [judgeUsage(what, usage, Math.max(0, needed(subject) - own))];
      }),
    ),
  );
  return found.flat();
}

/** @param more  what the stack still needs */
export function judgeUsage(
  name: string,
  usage: { readonly currentValue: number; readonly limit: number } | undefined,
  more: number,
): Finding {
  const what = `quota: ${name}`;
  if (more === 0) return good(what, "the stack has all it needs");
  if (!usage) return notChecked(what, "Azure's list of usages does not name it");
  const left = usage.limit - usage.currentValue;
  const says = `${more} needed, ${left} of ${usage.limit} left`;
  return more > left
    ? wrong(what, says, `ask for at least ${usage.currentValue + more} under Quotas in Azure's portal`)
    : good(what, says);
}
