/** What of a platform is made in each role. */
import { type ComponentResourceOptions, type Output, output } from "@pulumi/pulumi";
import type { Cloud } from "./contracts/cloud.ts";
import type { Context } from "./contracts/context.ts";
import type { Dns, DnsArgs, PrimaryRecord } from "./contracts/dns.ts";
import type { CopiesArgs } from "./copies.ts";
import type { LinkArgs } from "./peer.ts";

/** Whether a cluster runs: a pilot light is a platform without one. */
export const isAwake = ({ role }: Pick<Context, "role">, link: LinkArgs | undefined): boolean =>
  role === "primary" || link?.standby !== "pilot-light";

/** What ties a stack to a second one: a link, or copies of backups that the second receives. */
export interface Pair {
  readonly link: LinkArgs | undefined;
  readonly copies: CopiesArgs | undefined;
}

/** Whether another stack may take over: then one of them is named as the primary, and the other fenced off. */
export const hasSecond = ({ link, copies }: Pair): boolean => link !== undefined || copies !== undefined;

/** Whose name a platform goes by towards tenants: that of the stack whose folder under `gitops/platforms` it follows. */
export const platformName = ({ stack }: Pick<Context, "stack">, link: LinkArgs | undefined): string =>
  link?.platform ?? stack;

/** A DNS zone, made here or by the peer. */
export type ZoneFacts = Pick<Dns, "zoneId" | "nameServers">;

/**
 * The zone that tenants' names are in. A zone belongs to no region, so a stack that recovers another one in the same account
 * works in that one's; in another account or on another cloud it makes one of the same domain, which is delegated to by hand
 * when it is needed.
 */
export function dnsZone(
  cloud: Cloud,
  context: Context,
  { link, dns }: { readonly link: LinkArgs | undefined; readonly dns: Pick<DnsArgs, "home"> },
  options: ComponentResourceOptions,
): ZoneFacts {
  const { primary } = link ?? {};
  return link?.platform !== undefined && primary?.account === context.account
    ? { zoneId: output(primary.zoneId), nameServers: output([...primary.nameServers]) }
    : new cloud.Dns("dns", context, { ...dns, domain: context.domain }, options);
}

/** The record that names the primary, made by whoever is primary where there are two stacks; undefined elsewhere. */
export function primaryRecord(
  cloud: Cloud,
  context: Context,
  pair: Pair,
  zoneId: Output<string>,
  options: ComponentResourceOptions,
): PrimaryRecord | undefined {
  const { stack, domain, role, account } = context;
  if (!hasSecond(pair) || role !== "primary") return undefined;
  const { link } = pair;
  // A receiver in another account, or on the other cloud, has a zone of its own.
  const shared = link !== undefined && (link.primary?.account ?? account) === account;
  // The peer was primary before, and named itself there.
  const madeIn = shared ? link.primary?.zoneId : undefined;
  const record = { zoneId, domain, stack, madeIn, shared };
  return new cloud.PrimaryRecord("primary-record", context, record, options);
}
