/**
 * What one stack knows of the other in a link: plain values, copied into its settings while both stand, so that nobody has
 * to be asked when one of them is lost.
 */
import { type Output, output } from "@pulumi/pulumi";
import type { BucketKind, CloudName, Context, Network } from "./contracts.ts";
import { dnsOwner } from "./gitops/dns-owner.ts";
import { parameterValues } from "./postgresql.ts";
import type { ZoneFacts } from "./standby.ts";
import type { Stores, StoresArgs } from "./stores.ts";
import type { PasswordDates } from "./tenant-passwords.ts";

/** A bucket of the peer; each field as `Bucket` in `contracts.ts` has it. */
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
  /** VPC or virtual network, and its range. */
  readonly network: { readonly id: string; readonly cidr: string };
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
  /** Undefined on a stack that has never been a recovery. */
  readonly primary?: Peer | undefined;
}

/** What of a platform its peer must know. */
export interface PeerParts {
  readonly dns: ZoneFacts;
  readonly network: Network;
  readonly shared: Stores;
  readonly dedicated: Readonly<Record<string, Stores>>;
}

/** The facts of this platform, for the settings of the other one. */
export function toPeer(
  { stack, cloud, account, region, domain }: Context,
  {
    database,
    link,
    tenantPasswordDates,
  }: Pick<StoresArgs, "database" | "link"> & { readonly tenantPasswordDates: PasswordDates },
  { dns, network, shared, dedicated }: PeerParts,
): Output<Peer> {
  return output({
    ...{ stack, cloud, account, region, domain },
    zoneId: dns.zoneId,
    nameServers: dns.nameServers,
    dnsOwner: dnsOwner(stack, link),
    network: { id: network.id, cidr: network.cidr },
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
