/** Asks the name service which stack is primary. */
import dns from "node:dns";
import { Resolver } from "node:dns/promises";
import type { Answer } from "./verdict.ts";

/** Milliseconds that each of two attempts waits. */
const patience = { timeout: 2000, tries: 2 } as const;

/** @param name  of the TXT record, without a trailing dot */
export async function askRecord(name: string): Promise<Answer> {
  const resolver = new Resolver(patience);
  // Asked of the module itself: a name imported from it keeps the servers of the moment in which it was loaded.
  resolver.setServers(dns.getServers());
  try {
    const records = await resolver.resolveTxt(name);
    return { values: records.map((parts) => parts.join("")) };
  } catch (error) {
    return { silence: error instanceof Error ? error.message : String(error) };
  }
}
