/** Zones and record sets as all clouds have them. */

export type RecordType = "A" | "AAAA" | "CNAME" | "TXT";

export interface RecordSet {
  /** Lower case, without the dot at its end. */
  readonly name: string;
  readonly type: RecordType;
  /** Seconds. */
  readonly ttl: number;
  /** Addresses, a host name, or whole texts; empty for an alias. */
  readonly values: readonly string[];
  /** Name whose addresses are this record's own: Route 53 calls that an alias. */
  readonly alias?: string;
}

export interface Zone {
  /** As its cloud names it. */
  readonly id: string;
  /** AWS account or Azure subscription. */
  readonly account: string;
  /** Lower case, without the dot at its end. */
  readonly domain: string;
  readonly nameServers: readonly string[];
  readonly records: readonly RecordSet[];
}

/** @param name  as a person, a cloud or a packet writes it */
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, "");

/** Whether a name is a domain, or inside it. */
export const isInside = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);
