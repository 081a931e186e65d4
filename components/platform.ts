import { ComponentResource, type ComponentResourceOptions, type Output, type Resource } from "@pulumi/pulumi";
import { type AccessArgs, peopleOf } from "./access/people.ts";
import type { BudgetArgs } from "./contracts/budget.ts";
import type { Cache, CacheArgs } from "./contracts/cache.ts";
import type { Cloud } from "./contracts/cloud.ts";
import type { ClusterArgs } from "./contracts/cluster.ts";
import type { Context } from "./contracts/context.ts";
import type { DnsArgs } from "./contracts/dns.ts";
import type { NetworkArgs } from "./contracts/network.ts";
import { type CopiesArgs, destinationOf, type ReceiverFacts, receive } from "./copies.ts";
import { ArgoCd } from "./gitops/argocd.ts";
import type { ArgoCdChart } from "./gitops/chart.ts";
import { type HandoverArgs, type PlatformParts, platformFacts, platformSwitches } from "./gitops/platform-facts.ts";
import type { RepositoryCredential } from "./gitops/repository.ts";
import { Link } from "./link.ts";
import { physicalName } from "./names.ts";
import { Passwords, type PasswordValues } from "./passwords.ts";
import { type Peer, peerNetwork, restoredFrom, senderOf, toPeer } from "./peer.ts";
import { platformIdentities, provisioningIdentity } from "./platform-identities.ts";
import { dnsZone, isAwake, primaryRecord } from "./standby.ts";
import { dedicatedStores, type Stores, type StoresArgs, sharedStores } from "./stores.ts";
import { Tenant, type TenantArgs } from "./tenant.ts";
import type { PasswordDates } from "./tenant-passwords.ts";

/** What a platform consists of; sections mean what the components of the same name say. */
export interface PlatformArgs extends StoresArgs {
  readonly network: Omit<NetworkArgs, "secrets" | "peer">;
  readonly cluster: Omit<ClusterArgs, "name" | "network" | "secrets" | "dedicatedTo" | "people">;
  readonly cache: Omit<CacheArgs, "network" | "secrets" | "users">;
  readonly dns: Pick<DnsArgs, "home">;
  readonly budget: BudgetArgs;
  readonly access: AccessArgs;
  readonly tenants: readonly TenantArgs[];
  readonly tenantPasswordDates: PasswordDates;
  /** Copies of the backups in another account or on the other cloud; undefined where there are none. */
  readonly copies: CopiesArgs | undefined;
  /** Passwords that the link brought, by name. */
  readonly linkSecrets: PasswordValues;
  readonly gitops: HandoverArgs & {
    readonly chart: ArgoCdChart;
    readonly credential: Output<RepositoryCredential> | undefined;
  };
}

/** What people ask for after an `up`. */
export interface PlatformOutputs {
  /** For carriers and EDI partners to allow. */
  readonly egressAddresses: readonly Output<string>[];
  /** For NS records at the parent zone. */
  readonly nameServers: Output<string[]>;
  /** Of a pilot light, like all of cluster and cache, undefined. */
  readonly clusterName: Output<string> | undefined;
  readonly clusterEndpoint: Output<string> | undefined;
  /** Holds no credential: it logs in with the cloud identity of whoever uses it. */
  readonly kubeconfig: Output<string> | undefined;
  readonly databaseHost: Output<string>;
  readonly cacheHost: Output<string> | undefined;
  readonly buckets: Readonly<Record<string, Output<string>>>;
  /** Of a primary: what a recovery must know, for `longshore link`. */
  readonly link?: Output<Peer>;
  /** The same for passwords; a secret. */
  readonly linkSecrets?: Output<PasswordValues>;
  /** Of a stack that receives copies of a primary's backups: where they go and as whom, for `longshore link`. */
  readonly receiver?: Output<ReceiverFacts>;
}

/** One platform: network, stores, cluster, identities, tenants and the hand-over to Argo CD. */
export class Platform extends ComponentResource {
  readonly outputs: PlatformOutputs;

  /**
   * @param provider  of the cloud; default: one that is made now
   * @param options   that hold for all of it; default none
   */
  constructor(
    context: Context,
    args: PlatformArgs,
    cloud: Cloud,
    provider = cloud.provider(context.cloud, context),
    options: ComponentResourceOptions = {},
  ) {
    super("longshore:index:Platform", context.stack, {}, { ...options, providers: [provider] });
    const child = { parent: this };
    const clusterName = physicalName(100, context.prefix, "cluster");

    const secrets = new cloud.Secrets("secrets", context, args.secrets, child);
    const peer = peerNetwork(context, args.link);
    const network = new cloud.Network("network", context, { ...args.network, secrets, peer }, child);
    network.reach(secrets);
    const awake = isAwake(context, args.link);
    const passwords = new Passwords(args.linkSecrets, context.role === "recovery" ? args.link?.peer : undefined);
    const rewindTo = args.tenants.find((tenant) => tenant.isolation === "shared" && tenant.rewindTo)?.rewindTo;
    const dns = dnsZone(cloud, context, args, child);
    const record = primaryRecord(cloud, context, args, dns.zoneId, child);
    const shared = sharedStores(cloud, context, args, { secrets, network, passwords, record, rewindTo }, child);
    const dedicatedTo = args.tenants.filter(({ isolation }) => isolation === "dedicated");
    const people = peopleOf(context.cloud, args.access);
    const base = { name: clusterName, network, secrets, dedicatedTo, people };
    const cluster = awake ? new cloud.Cluster("cluster", context, { ...args.cluster, ...base }, child) : undefined;
    new cloud.Budget("budget", context, args.budget, child);

    const identity = new cloud.Identity("identity", context, { cluster: clusterName }, child);
    const operators = platformIdentities(identity, dns);
    const { externalSecrets } = operators;
    const common = { identity, externalSecrets, passwords, passwordDates: args.tenantPasswordDates };
    const own = new Map<string, Stores>();
    const make = (tenant: TenantArgs, original?: Tenant) => {
      const dedicated = tenant.isolation === "dedicated";
      const stores = dedicated
        ? dedicatedStores(cloud, tenant, context, args, { network, passwords, record }, this)
        : shared;
      if (dedicated) own.set(tenant.name, stores);
      const copyTo = context.role === "primary" ? destinationOf(args.copies?.receiver, tenant.name) : undefined;
      const restoreFrom = restoredFrom(context, args.link, tenant.name);
      const place = { ...common, stores, copyTo, restoreFrom, ...(original ? { original } : {}) };
      return new Tenant(tenant, place, child);
    };
    const originals = args.tenants.filter(({ copyOf }) => copyOf === undefined).map((tenant) => make(tenant));
    const copies = args.tenants
      .filter(({ copyOf }) => copyOf !== undefined)
      .map((tenant) =>
        make(
          tenant,
          originals.find(({ facts }) => facts.name === tenant.copyOf),
        ),
      );
    const tenants = [...originals, ...copies];
    const identities = { ...operators, provisioning: provisioningIdentity(identity, operators, shared, tenants) };
    if (cluster) identity.bind(cluster);

    const parts = {
      network,
      secrets,
      database: shared.database,
      adminPasswordDate: args.database.passwordDate,
      dns,
      identities,
      tenants,
      access: args.access,
      link: args.link,
      copies: args.copies,
    };
    // The role turns where the record has turned: what starts then asks for it.
    const before = record ? [record] : [];
    const cache = cluster && handOver(cloud, context, args, { ...parts, cluster }, before, child);

    const stores = { shared, dedicated: Object.fromEntries(own) };
    const { primary, by } = args.link ?? {};
    if (context.role === "recovery" && primary && by === "replica")
      new Link("link", cloud, { primary, ...stores }, child);
    const sender = senderOf(context, args.link);
    this.outputs = {
      egressAddresses: network.egressAddresses,
      nameServers: dns.nameServers,
      clusterName: cluster?.name,
      clusterEndpoint: cluster?.endpoint,
      kubeconfig: cluster?.kubeconfig,
      databaseHost: shared.database.host,
      cacheHost: cache?.host,
      buckets: Object.fromEntries(Object.values(shared.objects.buckets).map(({ kind, name }) => [kind, name])),
      ...(context.role === "primary"
        ? { link: toPeer(context, args, { dns, network, cluster, ...stores }), linkSecrets: passwords.all }
        : {}),
      ...(sender ? { receiver: receive(cloud, context, { primary: sender, tenants: originals }, child) } : {}),
    };
    this.registerOutputs();
  }
}

/** The cache, and Argo CD with all that it must know; both are there for a cluster's workloads alone. */
function handOver(
  cloud: Cloud,
  context: Context,
  args: PlatformArgs,
  parts: Omit<PlatformParts, "cache">,
  before: readonly Resource[],
  child: ComponentResourceOptions,
): Cache {
  const { network, secrets, tenants, cluster } = parts;
  const users = tenants.map(({ cacheUser }) => cacheUser);
  const cache = new cloud.Cache("cache", context, { ...args.cache, network, secrets, users }, child);
  const facts = platformFacts(context, args.gitops, { ...parts, cache });
  const switches = platformSwitches(context, args.access.model);
  // Nodes start when there are pods to run, and pull their images through the network's ways out.
  const after = [cluster, network, ...before];
  new ArgoCd("argocd", { ...args.gitops, cluster, switches, facts, after }, child);
  return cache;
}
