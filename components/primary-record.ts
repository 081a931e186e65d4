/** The record that says which stack of a link is primary. Both clouds make it, and whoever renews a lease reads it. */

/** @param domain  DNS zone of the platform */
export const primaryRecordName = (domain: string): string => `${primaryRecordLabel}.${domain}`;

/** Name below the zone. */
export const primaryRecordLabel = "_primary";

/** Seconds that a resolver may keep it: provisioning on a promoted stack waits for it, and everything of a tenant for that. */
export const primaryRecordSeconds = 15;
