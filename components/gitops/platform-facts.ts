/** The facts of a platform, from the parts that Pulumi made. */
import { jsonStringify } from "@pulumi/pulumi";
import { accessFacts, type SignOn } from "../access/facts.ts";
import type { OperatingModel } from "../access/model.ts";
import type { AccessArgs } from "../access/people.ts";
import type { Cache } from "../contracts/cache.ts";
import type { Cluster } from "../contracts/cluster.ts";
import type { Context } from "../contracts/context.ts";
import { planes } from "../contracts/context.ts";
import type { Database } from "../contracts/database.ts";
import type { Network } from "../contracts/network.ts";
import type { Secrets } from "../contracts/secrets.ts";
import type { WorkloadIdentity } from "../identities.ts";
import type { PlatformIdentities } from "../platform-identities.ts";
import { primaryRecordName } from "../primary-record.ts";
import { hasSecond, type Pair, platformName, type ZoneFacts } from "../standby.ts";
import type { Tenant } from "../tenant.ts";
import { dnsOwner, formerDnsOwner } from "./dns-owner.ts";
import type { DatabaseServer, Facts, Switches } from "./facts.ts";

/** What settings say of the hand-over. */
export interface HandoverArgs {
  readonly repository: string;
  readonly revision: string;
  /** Base URL of the chart mirror, empty for the charts' own repositories. */
  readonly chartMirror: string;
  /** Registry (and path) in front of every image, empty for the images' own registries. */
  readonly imageMirror: string;
  /** Mail address that the certificate authority writes to. */
  readonly contact: string;
  readonly signOn: SignOn | undefined;
  /** Why tenants' closed hours do not count, in words; default they do. */
  readonly windowsLifted?: string | undefined;
}

export interface PlatformParts extends Pair {
  readonly network: Network;
  readonly secrets: Secrets;
  readonly database: Database;
  readonly adminPasswordDate: string;
  readonly cache: Cache;
  readonly cluster: Cluster;
  readonly dns: ZoneFacts;
  readonly identities: PlatformIdentities & { readonly provisioning: WorkloadIdentity };
  readonly tenants: readonly Tenant[];
  readonly access: AccessArgs;
}

export const platformSwitches = (
  { cloud, environment, role, tier }: Context,
  operatingModel: OperatingModel,
): Switches => ({
  cloud,
  environment,
  role,
  tier,
  "operating-model": operatingModel,
});

export function platformFacts(context: Context, args: HandoverArgs, parts: PlatformParts): Facts {
  const { network, secrets, database, cache, cluster, dns, identities, tenants, access } = parts;
  return {
    stack: platformName(context, parts.link),
    "own-stack": context.stack,
    "primary-record": hasSecond(parts) ? primaryRecordName(context.domain) : "",
    account: context.account,
    directory: context.directory ?? "",
    region: context.region,
    domain: context.domain,
    zones: JSON.stringify(context.zones),
    repository: args.repository,
    revision: args.revision,
    "chart-mirror": args.chartMirror,
    "image-mirror": args.imageMirror,
    "cluster-name": cluster.name,
    "plane-ranges": JSON.stringify(Object.fromEntries(planes.map((plane) => [plane, network.subnets[plane].cidrs]))),
    "database-host": database.host,
    "database-read-host": database.readHost ?? "",
    "database-port": database.port.apply(String),
    "database-admin-secret": database.admin.name,
    "database-admin-date": parts.adminPasswordDate,
    "database-servers": jsonStringify(databaseServers(parts)),
    "windows-lifted": args.windowsLifted ?? "",
    "cache-host": cache.host,
    "cache-port": cache.port.apply(String),
    "cache-isolation": cache.isolation,
    "secret-store-kind": secrets.store.kind,
    "secret-store-location": secrets.store.location,
    "dns-zone-id": dns.zoneId,
    "dns-owner": dnsOwner(context.stack, parts.link),
    "dns-former-owner": formerDnsOwner(context, parts.link),
    contact: args.contact,
    "identity-external-secrets": identities.externalSecrets.id,
    "identity-external-dns": identities.externalDns.id,
    "identity-cert-manager": identities.certManager.id,
    "identity-provisioning": identities.provisioning.id,
    ...accessFacts(context.cloud, access, args.signOn),
    tenants: jsonStringify(tenants.map(({ facts }) => facts)),
  };
}

/** All that tenants' databases are on, each once. */
function databaseServers({
  database: shared,
  secrets,
  tenants,
}: Pick<PlatformParts, "database" | "secrets" | "tenants">): readonly DatabaseServer[] {
  const facts = tenants.map((tenant) => tenant.facts);
  const dedicated = facts.filter(({ isolation }) => isolation === "dedicated");
  // Its logins are as old as its data, and have the lease of then.
  const rewound = facts.filter(({ rewindTo }) => rewindTo !== "");
  return [
    { name: "platform", host: shared.host, adminSecret: shared.admin.name, secretStore: secrets.store.location },
    ...dedicated.map(({ name, databaseHost, databaseAdminSecret, secretStore }) => ({
      name,
      host: databaseHost,
      adminSecret: databaseAdminSecret,
      secretStore,
    })),
    ...rewound.map(({ name, rewindHost, databaseAdminSecret, secretStore }) => ({
      name: `${name}-rewind`,
      host: rewindHost,
      adminSecret: databaseAdminSecret,
      secretStore,
    })),
  ];
}
