/**
 * What one stack knows of the other in a link: plain values, copied into its settings while both stand, so that nobody has
 * to be asked when one of them is lost.
 */
import { type Output, output } from "@pulumi/pulumi";
import type { Cluster } from "./contracts/cluster.ts";
import type { CloudName, Context } from "./contracts/context.ts";
import type { Network, PeerNetwork } from "./contracts/network.ts";
import type { BucketKind } from "./contracts/objects.ts";
import { dnsOwner } from "./gitops/dns-owner.ts";
import { parameterValues } from "./postgresql.ts";
import type { ZoneFacts } from "./standby.ts";
import type { Stores, StoresArgs } from "./stores.ts";
import type { TenantArgs } from "./tenant.ts";
import type { PasswordDates } from "./tenant-passwords.ts";

/** A bucket of the peer; each field as `Bucket` in `contracts/objects.ts` has it. */
export interface PeerBucket {
  readonly name: string;
  readonly id: string;
  readonly account: string;
  readonly key: string;
}

/** What holds data there: shared by tenants, or one tenant's own. */
export interface PeerStores {
  /** ARN, or resource id, of the database server. */
  readonly database: string;
  readonly buckets: Readonly<Record<BucketKind, PeerBucket>>;
}

export interface PeerNetworkFacts {
  /** VPC, or virtual network. */
  readonly id: string;
  readonly cidr: string;
  /** Azure only: range of the other network whose databases it lets in. */
  readonly admits?: string | undefined;
  /** Azure only: id of the private DNS zone that names its databases. */
  readonly databaseZone?: string | undefined;
}

/** Facts of the primary, as its recovery keeps them. */
export interface Peer {
  readonly stack: string;
  readonly cloud: CloudName;
  /** AWS account, or Azure subscription. */
  readonly account: string;
  readonly region: string;
  readonly domain: string;
  /** DNS zone; it belongs to no region. */
  readonly zoneId: string;
  readonly nameServers: readonly string[];
  /** Name under which its external-dns writes; default the stack's. */
  readonly dnsOwner?: string | undefined;
  readonly network: PeerNetworkFacts;
  /** Who signs the tokens of its cluster's service accounts; facts of before have none. */
  readonly issuer?: string | undefined;
  /** Public addresses that its workloads come from. */
  readonly egressAddresses: readonly string[];
  /** Names of its tenants, without those that are copies of others. */
  readonly tenants: readonly string[];
  /** Major version of PostgreSQL. */
  readonly databaseVersion: string;
  readonly storageGib: number;
  /** Connections that each database server takes; a standby with fewer does not start. */
  readonly maxConnections: number;
  /** Dates of the passwords that `longshore:linkSecrets` holds. */
  readonly passwordDate: string;
  readonly tenantPasswordDates: PasswordDates;
  readonly shared: PeerStores;
  /** By name of the tenant that has them alone. */
  readonly dedicated: Readonly<Record<string, PeerStores>>;
}

/** How a stack and its peer hang together. */
export interface LinkArgs {
  /** Name of the other stack. */
  readonly peer: string;
  /** Stack that this one was made to recover, and whose tenants, zone and name it takes on; undefined on that stack itself. */
  readonly platform?: string | undefined;
  /**
   * `warm`: everything stands, and Odoo rests. `pilot-light`: what holds data stands; cluster, cache and Argo CD are made when
   * the role becomes `primary`.
   */
  readonly standby: "warm" | "pilot-light";
  /** `replica`: databases follow and objects are replicated. `backups`: copied backups are all that there is. */
  readonly by: "replica" | "backups";
  /** Counts the databases that this stack has had: a former primary comes back with a new one under the next number. */
  readonly generation: number;
  /** Azure only: range of the peer's network, on a stack that has no facts of it. */
  readonly cidr?: string | undefined;
  /** Undefined on a stack that has never been a recovery. */
  readonly primary?: Peer | undefined;
}

/** The primary whose backups are copied to this stack; undefined where none are. */
export const senderOf = ({ role }: Pick<Context, "role">, link: LinkArgs | undefined): Peer | undefined =>
  role === "recovery" && link?.by === "backups" ? link.primary : undefined;

/** Stack whose copied backups a tenant starts from, once this one is primary; undefined where it has its data, or never had any. */
export function restoredFrom(
  { role }: Pick<Context, "role">,
  link: LinkArgs | undefined,
  tenant: string,
): string | undefined {
  const by = role === "primary" && link?.by === "backups" ? link.primary : undefined;
  return by?.tenants.includes(tenant) ? by.stack : undefined;
}

/** What of a platform its peer must know. */
export interface PeerParts {
  readonly dns: ZoneFacts;
  readonly network: Network;
  readonly cluster: Cluster | undefined;
  readonly shared: Stores;
  readonly dedicated: Readonly<Record<string, Stores>>;
}

/** The peer's network, as far as it is known; undefined where databases do not follow each other. */
export function peerNetwork({ cloud }: Pick<Context, "cloud">, link: LinkArgs | undefined): PeerNetwork | undefined {
  if (link?.by !== "replica") return undefined;
  const facts = link.primary?.cloud === cloud ? link.primary.network : undefined;
  const cidr = facts?.cidr ?? link.cidr;
  if (cidr === undefined) return undefined;
  const { id, databaseZone } = link.platform === undefined || !facts ? {} : facts;
  return { cidr, join: id !== undefined && databaseZone !== undefined ? { id, databaseZone } : undefined };
}

/** The facts of this platform, for the settings of the other one. */
export function toPeer(
  context: Context,
  {
    database,
    link,
    tenantPasswordDates,
    tenants,
  }: Pick<StoresArgs, "database" | "link"> & {
    readonly tenantPasswordDates: PasswordDates;
    readonly tenants: readonly Pick<TenantArgs, "name" | "copyOf">[];
  },
  { dns, network, cluster, shared, dedicated }: PeerParts,
): Output<Peer> {
  const { stack, cloud, account, region, domain } = context;
  return output({
    ...{ stack, cloud, account, region, domain },
    zoneId: dns.zoneId,
    nameServers: dns.nameServers,
    dnsOwner: dnsOwner(stack, link),
    network: {
      ...{ id: network.id, cidr: network.cidr, databaseZone: network.databaseZone },
      admits: network.databaseZone && peerNetwork(context, link)?.cidr,
    },
    ...(cluster ? { issuer: cluster.issuer } : {}),
    egressAddresses: network.egressAddresses,
    tenants: tenants.filter(({ copyOf }) => copyOf === undefined).map(({ name }) => name),
    databaseVersion: database.version,
    storageGib: database.storageGib,
    maxConnections: Number(parameterValues(database.size, database.parameters).max_connections),
    passwordDate: database.passwordDate,
    tenantPasswordDates,
    shared: storesOf(shared),
    dedicated: Object.fromEntries(Object.entries(dedicated).map(([tenant, stores]) => [tenant, storesOf(stores)])),
  });
}

function storesOf({ database, objects }: Stores): Output<PeerStores> {
  const bucket = (kind: BucketKind): Output<PeerBucket> => {
    const { name, id, account, key } = objects.buckets[kind];
    return output({ name, id, account, key });
  };
  const buckets = {
    backups: bucket("backups"),
    archives: bucket("archives"),
    files: bucket("files"),
    exports: bucket("exports"),
  };
  return output({ database: database.source, buckets });
}
