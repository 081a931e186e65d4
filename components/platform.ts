import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { type AccessArgs, peopleOf } from "./access/people.ts";
import type { BudgetArgs, CacheArgs, Cloud, ClusterArgs, Context, NetworkArgs } from "./contracts.ts";
import { ArgoCd } from "./gitops/argocd.ts";
import type { ArgoCdChart } from "./gitops/chart.ts";
import { type HandoverArgs, platformFacts, platformSwitches } from "./gitops/platform-facts.ts";
import type { RepositoryCredential } from "./gitops/repository.ts";
import { physicalName } from "./names.ts";
import { platformIdentities, provisioningIdentity } from "./platform-identities.ts";
import { dedicatedStores, type StoresArgs, sharedStores } from "./stores.ts";
import { Tenant, type TenantArgs } from "./tenant.ts";
import type { PasswordDates } from "./tenant-passwords.ts";

/** What a platform consists of; sections mean what the components of the same name say. */
export interface PlatformArgs extends StoresArgs {
  readonly network: Omit<NetworkArgs, "secrets">;
  readonly cluster: Omit<ClusterArgs, "name" | "network" | "secrets" | "dedicatedTo" | "people">;
  readonly cache: Omit<CacheArgs, "network" | "secrets" | "users">;
  readonly budget: BudgetArgs;
  readonly access: AccessArgs;
  readonly tenants: readonly TenantArgs[];
  readonly tenantPasswordDates: PasswordDates;
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
  readonly clusterName: Output<string>;
  readonly clusterEndpoint: Output<string>;
  /** Holds no credential: it logs in with the cloud identity of whoever uses it. */
  readonly kubeconfig: Output<string>;
  readonly databaseHost: Output<string>;
  readonly cacheHost: Output<string>;
  readonly buckets: Readonly<Record<string, Output<string>>>;
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
    const network = new cloud.Network("network", context, { ...args.network, secrets }, child);
    network.reach(secrets);
    const shared = sharedStores(cloud, context, args, { secrets, network }, child);
    const dedicatedTo = args.tenants.filter(({ isolation }) => isolation === "dedicated");
    const people = peopleOf(context.cloud, args.access);
    const base = { name: clusterName, network, secrets, dedicatedTo, people };
    const cluster = new cloud.Cluster("cluster", context, { ...args.cluster, ...base }, child);
    const dns = new cloud.Dns("dns", context, { domain: context.domain }, child);
    new cloud.Budget("budget", context, args.budget, child);

    const identity = new cloud.Identity("identity", context, { cluster: clusterName }, child);
    const operators = platformIdentities(identity, dns);
    const { externalSecrets } = operators;
    const passwordDates = args.tenantPasswordDates;
    const make = (tenant: TenantArgs, original?: Tenant) => {
      const dedicated = tenant.isolation === "dedicated";
      const stores = dedicated ? dedicatedStores(cloud, tenant, context, args, network, this) : shared;
      const place = { identity, externalSecrets, stores, passwordDates, ...(original ? { original } : {}) };
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
    identity.bind(cluster);

    const users = tenants.map(({ cacheUser }) => cacheUser);
    const cache = new cloud.Cache("cache", context, { ...args.cache, network, secrets, users }, child);

    const parts = {
      network,
      secrets,
      database: shared.database,
      adminPasswordDate: args.database.passwordDate,
      cache,
      cluster,
      dns,
      identities,
      tenants,
      access: args.access,
    };
    const facts = platformFacts(context, args.gitops, parts);
    const switches = platformSwitches(context, args.access.model);
    // Nodes start when there are pods to run, and pull their images through the network's ways out.
    const after = [cluster, network];
    new ArgoCd("argocd", { ...args.gitops, cluster, switches, facts, after }, child);

    this.outputs = {
      egressAddresses: network.egressAddresses,
      nameServers: dns.nameServers,
      clusterName: cluster.name,
      clusterEndpoint: cluster.endpoint,
      kubeconfig: cluster.kubeconfig,
      databaseHost: shared.database.host,
      cacheHost: cache.host,
      buckets: Object.fromEntries(Object.values(shared.objects.buckets).map(({ kind, name }) => [kind, name])),
    };
    this.registerOutputs();
  }
}
