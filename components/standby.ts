/** What of a platform is made in each role. */
import { type ComponentResourceOptions, type Output, output } from "@pulumi/pulumi";
import type { Cloud, Context, Dns, PrimaryRecord } from "./contracts.ts";
import type { LinkArgs } from "./peer.ts";

/** Whether a cluster runs: a pilot light is a platform without one. */
export const isAwake = ({ role }: Pick<Context, "role">, link: LinkArgs | undefined): boolean =>
  role === "primary" || link?.standby !== "pilot-light";

/** Whose name a platform goes by towards tenants: that of the stack whose folder under `gitops/platforms` it follows. */
export const platformName = ({ stack }: Pick<Context, "stack">, link: LinkArgs | undefined): string =>
  link?.platform ?? stack;

/** A DNS zone, made here or by the peer. */
export type ZoneFacts = Pick<Dns, "zoneId" | "nameServers">;

/**
 * The zone that tenants' names are in. A zone belongs to no region, so a stack that recovers another one on the same cloud
 * works in that one's; on another cloud it makes one of the same domain, which is delegated to by hand when it is needed.
 */
export function dnsZone(
  cloud: Cloud,
  context: Context,
  link: LinkArgs | undefined,
  options: ComponentResourceOptions,
): ZoneFacts {
  const { primary } = link ?? {};
  return link?.platform !== undefined && primary?.cloud === context.cloud
    ? { zoneId: output(primary.zoneId), nameServers: output([...primary.nameServers]) }
    : new cloud.Dns("dns", context, { domain: context.domain }, options);
}

/** The record that names the primary, made by whoever is primary where there are two stacks; undefined elsewhere. */
export function primaryRecord(
  cloud: Cloud,
  context: Context,
  link: LinkArgs | undefined,
  zoneId: Output<string>,
  options: ComponentResourceOptions,
): PrimaryRecord | undefined {
  const { stack, domain, role } = context;
  if (!link || role !== "primary") return undefined;
  // The peer was primary before, and named itself there.
  const madeIn = link.primary?.cloud === context.cloud ? link.primary.zoneId : undefined;
  return new cloud.PrimaryRecord("primary-record", context, { zoneId, domain, stack, madeIn }, options);
}
