/**
 * What a cloud must give to a platform. `aws/` and `azure/` hold one class for each interface below, under the same file
 * names; `platform.ts` composes them and never learns which cloud it stands on.
 *
 * Arguments are plain typed values (never `pulumi.Config`), all of them required: their defaults are the recipes of the
 * environments (`stacks/recipes.ts`). Outputs are what `gitops/` and the operator need to know. Who may do what is in
 * `identities.ts`.
 * What one cloud cannot do is an error raised by its class, never a silent no-op.
 */
import type {
  ComponentResource,
  ComponentResourceOptions,
  Input,
  Output,
  ProviderResource,
  Resource,
} from "@pulumi/pulumi";
import type { People } from "./access/people.ts";
import type { Identity, IdentityArgs, WorkloadArgs } from "./identities.ts";
import type { Passwords } from "./passwords.ts";
import type { PeerStores } from "./peer.ts";

export type CloudName = "aws" | "azure";
export type Environment = "development" | "staging" | "production";
/** `primary` runs the business; `recovery` waits for it in another region or on the other cloud. */
export type Role = "primary" | "recovery";
/** Ordered from the weakest to the strongest; `operations/recovery` gives each its objectives. */
export type Tier = "restore" | "high-availability" | "cross-region";
export type Isolation = "shared" | "dedicated";
/** One step about doubles the machine; each cloud maps it to its own machine names in `sizes.ts`. */
export type Size = "small" | "medium" | "large" | "xlarge";

/** A part of the network with its own subnets and its own way in and out. */
export const planes = ["edge", "application", "database", "management", "observability"] as const;
export type Plane = (typeof planes)[number];

/** What every component knows about the platform it belongs to. */
export interface Context {
  /** Name of the Pulumi stack, for example `aws-production`. */
  readonly stack: string;
  readonly cloud: CloudName;
  readonly environment: Environment;
  readonly role: Role;
  readonly tier: Tier;
  /** First part of every physical name, for example `longshore-production`: at most 24 of `a-z 0-9 -`. */
  readonly prefix: string;
  /** AWS account id (12 digits) or Azure subscription id (UUID). */
  readonly account: string;
  /** Entra directory (UUID) of the subscription; AWS has none. */
  readonly directory: string | undefined;
  readonly region: string;
  /** Three zones of the region, in a stable order: subnets are numbered by it. */
  readonly zones: readonly string[];
  /** DNS zone of the platform, without a trailing dot. */
  readonly domain: string;
  /** On every resource that can carry tags; see `tags.ts` for the keys. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A weekly window in UTC, because cloud maintenance windows know no daylight saving. */
export interface WeeklyWindow {
  readonly day: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
  /** 0 to 23, UTC. */
  readonly hour: number;
  /** Minutes, at least 60: AKS refuses shorter windows than four hours and is widened to that. */
  readonly minutes: number;
}

// ─── network ────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface NetworkArgs {
  readonly secrets: Secrets;
  /** IPv4 range of the whole platform, a /16 to a /19: planes are cut out of it by `addressing.ts`. */
  readonly cidr: string;
  /** `per-zone`: a zone's loss takes no other zone's way out. `single`: one NAT gateway, cheaper. */
  readonly egress: "per-zone" | "single";
  /** Days that flow logs are kept. */
  readonly flowLogDays: number;
  /** Of the stack at the other end of a link; default: no database is copied between this network and another one. */
  readonly peer?: PeerNetwork | undefined;
}

/** A network in another region of the same cloud, whose databases copy from those here, or these from them. */
export interface PeerNetwork {
  readonly cidr: string;
  /** Where the ways between both are made here: by one stack of the two, the one that was made to recover the other. */
  readonly join: { readonly id: string; readonly databaseZone: string } | undefined;
}

export interface Network extends ComponentResource {
  readonly id: Output<string>;
  readonly cidr: string;
  /** In the order of `Context.zones` on AWS. On Azure, where a subnet spans zones, for the application plane only. */
  readonly subnets: Readonly<Record<Plane, { readonly ids: Output<string>[]; readonly cidrs: readonly string[] }>>;
  /** Fixed public addresses that carriers and EDI partners allow-list. */
  readonly egressAddresses: Output<string>[];
  /** Id of the private DNS zone that names its databases; undefined where the cloud gives them names that all can ask for. */
  readonly databaseZone: Output<string> | undefined;
  /** Gives a secret store a private address in the network, where the cloud needs one for each store. */
  reach(secrets: Secrets): void;
}

// ─── keys and secrets ───────────────────────────────────────────────────────────────────────────────────────────────

/** Where a secret value lives; the value itself never travels through a fact. */
export interface SecretReference {
  /** Name under which External Secrets asks for it; known to others once the value is in the store. */
  readonly name: Output<string>;
  /** Name that it was made under in Pulumi. */
  readonly label: string;
  /** ARN, or resource id: what a right to read it is given on. */
  readonly id: Output<string>;
  /** ARN of the key that whoever reads the secret needs as well; undefined where the store decrypts for its readers. */
  readonly key: Output<string> | undefined;
}

export interface SecretsArgs {
  /** Days in which a deleted key or secret can still be brought back. */
  readonly recoveryDays: number;
}

/** Keys of the platform and its one secret store. */
export interface Secrets extends ComponentResource {
  /** Key for live data: database, cache, files, exports, logs, cluster secrets. */
  readonly dataKey: Output<string>;
  /** Key for backups and archives, apart from the data key: who may read live data may not read its history. */
  readonly backupKey: Output<string>;
  /** What External Secrets needs to find the store: a region, or a vault URL. */
  readonly store: { readonly kind: "aws-secrets-manager" | "azure-key-vault"; readonly location: Output<string> };
  /**
   * Writes one secret as a JSON object of strings. Its name is `<prefix>/<path>`, as far as the cloud takes such names.
   * @param path  lower-case words joined by `/`, for example `tenants/harbor/database`
   * @param tags  added to the platform's own, for example the tenant it belongs to
   * @param keeper  `pulumi`: the value is what is written here; `owner`: this is a first value, and what somebody writes
   *                into the store later stays; default `pulumi`
   */
  write(
    path: string,
    value: Input<Record<string, Input<string>>>,
    tags?: Record<string, string>,
    keeper?: "pulumi" | "owner",
  ): SecretReference;
}

// ─── object store ───────────────────────────────────────────────────────────────────────────────────────────────────

export const bucketKinds = ["backups", "archives", "files", "exports"] as const;
export type BucketKind = (typeof bucketKinds)[number];

export interface ObjectStoreArgs {
  readonly network: Network;
  readonly secrets: Secrets;
  /** Days that an archive is locked against everyone, administrators included. */
  readonly archiveLockDays: number;
  /** Days after which an old version of an object is deleted; it must outlive the time in which a loss is noticed. */
  readonly oldVersionDays: number;
  /**
   * Public addresses from which copies of another stack's backups come; default none do. Azure alone asks for them: who may
   * write to S3, identities say.
   */
  readonly senders?: readonly string[] | undefined;
}

export interface Bucket {
  readonly kind: BucketKind;
  readonly name: Output<string>;
  /** ARN, or resource id of the container. */
  readonly id: Output<string>;
  /** AWS account, or storage account, that it is in: clients of Azure ask for it by itself. */
  readonly account: Output<string>;
  /** ARN or URI of the key that its objects are encrypted with. */
  readonly key: Output<string>;
  /** As restic takes it in front of a path: `s3:https://host/bucket` or `azure:container:`. */
  readonly repository: Output<string>;
  /** As rclone takes it in front of a path, without a configuration file. */
  readonly remote: Output<string>;
}

export interface ObjectStore extends ComponentResource {
  readonly buckets: Readonly<Record<BucketKind, Bucket>>;
}

export interface ObjectReplicationArgs {
  /** Where objects are written, in the platform's own account. */
  readonly source: { readonly region: string; readonly buckets: PeerStores["buckets"] };
  /** Where their copies go. */
  readonly destination: ObjectStore;
}

/** Copies what is written to the buckets of another region to this platform's own, for as long as it stands. */
export type ObjectReplication = ComponentResource;

export interface ReceiverArgs {
  /** Who signs the tokens of the sender's service accounts: URL of its cluster's issuer, as their claim `iss` has it. */
  readonly issuer: string;
  /** By tenant: the service account at the sender, and what it may here. */
  readonly deliveries: Readonly<Record<string, WorkloadArgs>>;
}

/** Identities of this account that service accounts of another stack's cluster take on, to bring copies of backups. */
export interface Receiver extends ComponentResource {
  /** By tenant: role ARN, or client id of the managed identity. */
  readonly identities: Readonly<Record<string, Output<string>>>;
}

// ─── database ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** People of the directory, in a group. */
export interface Group {
  readonly name: string;
  /** Object id in Entra. */
  readonly id: string;
}

/** The server in another region that a database was made from. */
export interface DatabaseOrigin {
  /** ARN, or resource id. */
  readonly source: string;
  /** Whether it still follows that server; afterwards it stands by itself, with the same data. */
  readonly follows: boolean;
  /** What turns the other side away: it stands before the database stops following. Default: nobody is to be turned away. */
  readonly after?: Resource | undefined;
}

export interface DatabaseArgs {
  readonly network: Network;
  readonly secrets: Secrets;
  readonly passwords: Passwords;
  /** Default: it was made empty. */
  readonly origin?: DatabaseOrigin | undefined;
  /** From 1 up; another number is another server, with a name of its own. */
  readonly generation: number;
  /** Major version of PostgreSQL, for example `16`. */
  readonly version: string;
  /** Major version that is left, while an upgrade is meant; default none is. */
  readonly upgradeFrom?: string | undefined;
  readonly size: Size;
  readonly storageGib: number;
  /** Storage grows by itself up to this; Azure knows no upper end and only whether it may grow. */
  readonly maximumStorageGib: number;
  /** A standby in another zone that takes over by itself. */
  readonly standby: boolean;
  /** Readable replicas in the region, 0 to 5. */
  readonly replicas: number;
  /** Days of point-in-time recovery, 1 to 35; on Azure from 7. */
  readonly recoveryDays: number;
  /** A second, as RFC 3339: a server with the data of then is made beside this one. Default none is. */
  readonly rewindTo?: string | undefined;
  readonly maintenance: WeeklyWindow;
  /** Deviations from the governed parameters, checked against their allowed range (`postgresql.ts`). */
  readonly parameters: Readonly<Record<string, string>>;
  /** Date of the administrator's password, for example `2026-11-01`: another date makes another password. */
  readonly passwordDate: string;
  /** Groups whose members open the database with their cloud identity. Azure only: RDS logs people in by password here. */
  readonly administrators: readonly Group[];
  /** Days that the server's logs are kept. */
  readonly logDays: number;
}

export interface Database extends ComponentResource {
  readonly id: Output<string>;
  /** What a replica in another region is made from: ARN, or resource id. */
  readonly source: Output<string>;
  readonly host: Output<string>;
  readonly port: Output<number>;
  /** First readable replica; undefined where there is none. */
  readonly readHost: Output<string> | undefined;
  /** Server with the data of `rewindTo`; undefined where none was asked for. */
  readonly rewindHost: Output<string> | undefined;
  /** Administrator's `username`, `password`, `host`, `port`: readable by the provisioning identity only. */
  readonly admin: SecretReference;
  /** What the server accepts in all; sizing checks the sum of its tenants against it. */
  readonly maxConnections: number;
}

// ─── cache ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface CacheUser {
  readonly name: string;
  /** Its keys all start with `session:<prefix>:` or `session::<prefix>:`, as Odoo's `session_redis` writes them. */
  readonly prefix: string;
  /** Any of them opens it; ElastiCache takes two. */
  readonly passwords: readonly Output<string>[];
}

export interface CacheArgs {
  readonly network: Network;
  readonly secrets: Secrets;
  readonly size: Size;
  /** Replicas in other zones, 0 to 5 on AWS and 0 or 1 on Azure; above 0 a lost node is replaced without a lost session. */
  readonly replicas: number;
  readonly users: readonly CacheUser[];
  readonly maintenance: WeeklyWindow;
  /** Days that the engine's log and its slow log are kept. */
  readonly logDays: number;
}

export interface Cache extends ComponentResource {
  readonly host: Output<string>;
  readonly port: Output<number>;
  /**
   * How far one tenant's credentials reach: `keys` means its own keys only. Where it says `none`, sessions live in
   * PostgreSQL instead (`session_db`), and the fact handed to Odoo says so.
   */
  readonly isolation: "keys" | "none";
}

// ─── cluster ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Who can open a connection to the Kubernetes API. */
export type Reachability =
  | { readonly from: "network" }
  /** Public ranges in CIDR form, for runners outside the network; `0.0.0.0/0` is refused. */
  | { readonly from: "ranges"; readonly ranges: readonly string[] };

export interface ClusterArgs {
  /** Unique in its account and region. Known before the cluster exists, so that identities can name it in their trust. */
  readonly name: string;
  readonly network: Network;
  readonly secrets: Secrets;
  /** Kubernetes minor version, for example `1.35`. */
  readonly version: string;
  readonly reachability: Reachability;
  /** IAM role ARNs, or Entra group object ids, that administer the cluster; the one that Pulumi runs as is among them. */
  readonly administrators: readonly string[];
  /** Groups that reach the cluster; what each of them may there, Kubernetes' own roles say (gitops/platform/access). */
  readonly people: readonly People[];
  /** Tenants with machines of their own. On EKS Argo CD makes their node pools (`gitops/tenant/templates/nodes.yaml`). */
  readonly dedicatedTo: readonly { readonly name: string; readonly businessUnit: string }[];
  /** When AKS patches Kubernetes and its nodes. EKS has no window: AWS patches the control plane when it wants to. */
  readonly maintenance: WeeklyWindow;
  /** Days that control-plane logs are kept. */
  readonly logDays: number;
}

export interface Cluster extends ComponentResource {
  readonly name: Output<string>;
  readonly endpoint: Output<string>;
  /** Who signs the tokens of its service accounts, for whoever trusts one of them elsewhere. */
  readonly issuer: Output<string>;
  /** For Pulumi's Kubernetes provider: logs in with the runner's own cloud identity, holds no credential. */
  readonly kubeconfig: Output<string>;
}

// ─── dns and budget ─────────────────────────────────────────────────────────────────────────────────────────────────

export interface DnsArgs {
  /** DNS zone to serve, a subdomain that the owner delegates once. */
  readonly domain: string;
  /** Region that holds what Azure notes of the zone; default the platform's. Route 53 is in no region. */
  readonly home?: string | undefined;
}

export interface Dns extends ComponentResource {
  readonly zoneId: Output<string>;
  /** To be entered as NS records at the parent zone. */
  readonly nameServers: Output<string[]>;
}

export interface PrimaryRecordArgs {
  readonly zoneId: Output<string>;
  readonly domain: string;
  /** Stack that is primary from now on. */
  readonly stack: string;
  /** Id of the zone where another stack has made the record: this one takes it over and asks nobody. */
  readonly madeIn: string | undefined;
  /** Whether the other stack writes to the same zone; a zone of its own lets nobody find a record that is over. */
  readonly shared: boolean;
}

/** The record `_primary.<domain>`: what it names may write, and what it does not name stops. */
export type PrimaryRecord = ComponentResource;

export interface BudgetArgs {
  /** In US dollars a month. */
  readonly monthly: number;
  /** Mail addresses told at 80 % of the budget and when the forecast exceeds it. */
  readonly alerts: readonly string[];
}

export type Budget = ComponentResource;

// ─── the cloud ──────────────────────────────────────────────────────────────────────────────────────────────────────

type Part<Args, Result> = new (name: string, context: Context, args: Args, options: ComponentResourceOptions) => Result;

/** What `components/<cloud>/index.ts` exports. */
export interface Cloud {
  readonly Network: Part<NetworkArgs, Network>;
  readonly Secrets: Part<SecretsArgs, Secrets>;
  readonly ObjectStore: Part<ObjectStoreArgs, ObjectStore>;
  readonly ObjectReplication: Part<ObjectReplicationArgs, ObjectReplication>;
  readonly Receiver: Part<ReceiverArgs, Receiver>;
  readonly Database: Part<DatabaseArgs, Database>;
  readonly Cache: Part<CacheArgs, Cache>;
  readonly Cluster: Part<ClusterArgs, Cluster>;
  readonly Identity: Part<IdentityArgs, Identity>;
  readonly Dns: Part<DnsArgs, Dns>;
  readonly PrimaryRecord: Part<PrimaryRecordArgs, PrimaryRecord>;
  readonly Budget: Part<BudgetArgs, Budget>;
  /** The provider that all of the above run under; it refuses any account but `context.account`. */
  provider(name: string, context: Context): ProviderResource;
}
