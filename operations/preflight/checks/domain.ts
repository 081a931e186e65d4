/** Whether the parent zone hands the platform's domain to the platform's zone: without it no certificate is issued. */
import { resolveNs } from "node:dns/promises";
import { resourcesOf } from "../../state.ts";
import { type Finding, good, notChecked, wrong } from "../finding.ts";
import type { Subject } from "../subject.ts";

const what = "delegation of the domain";
const zoneTypes = ["aws:route53/zone:Zone", "azure-native:dns:Zone"];

export async function checkDomain({ settings, state }: Subject): Promise<readonly Finding[]> {
  const zone = resourcesOf(state).find(({ type }) => zoneTypes.includes(type));
  const { nameServers } = zone?.outputs ?? {};
  if (!Array.isArray(nameServers))
    return [
      notChecked(what, "the first up makes the zone and prints its name servers; enter them at the parent zone then"),
    ];
  const found = await resolveNs(settings.domain).catch((error: NodeJS.ErrnoException) => error.code ?? error.message);
  return [judgeDelegation(settings.domain, nameServers.map(String), found)];
}

/** @param found  name servers that the world sees, or why it sees none */
export function judgeDelegation(domain: string, wanted: readonly string[], found: readonly string[] | string): Finding {
  const remedy = `enter at the parent zone of ${domain}: NS ${wanted.join(", ")}`;
  if (typeof found === "string")
    return found === "ENOTFOUND" || found === "ENODATA"
      ? wrong(what, `nobody knows name servers of ${domain}`, remedy)
      : notChecked(what, `no DNS server answered: ${found}`);
  const plain = (name: string) => name.toLowerCase().replace(/\.$/, "");
  const strangers = found.map(plain).filter((name) => !wanted.map(plain).includes(name));
  if (strangers.length > 0) return wrong(what, `${domain} is handed to ${strangers.join(", ")}`, remedy);
  return good(what, `${domain} is handed to the platform's zone`);
}
