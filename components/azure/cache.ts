import { Database } from "@pulumi/azure-native/redisenterprise/database.js";
import { RedisEnterprise } from "@pulumi/azure-native/redisenterprise/redisEnterprise.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { ComponentResource, type ComponentResourceOptions, type Output, output } from "@pulumi/pulumi";
import type * as contract from "../contracts/cache.ts";
import type { Context } from "../contracts/context.ts";
import { privateEndpoint } from "./endpoints.ts";
import { inGroup, resourceGroup } from "./groups.ts";
import { keyUser } from "./key-users.ts";
import { logs } from "./logs.ts";
import { globalName } from "./names.ts";
import { Network } from "./network.ts";
import { own } from "./own.ts";
import { Secrets } from "./secrets.ts";
import { cacheSkus } from "./sizes.ts";

/** The only port that Azure Managed Redis listens on. */
const port = 10_000;
const nameLimit = 60;

/**
 * Azure Managed Redis: TLS only, behind a private endpoint, opened with identities and never with a key.
 *
 * *Isolation*: none. An identity that may come in sees every key, so no tenant gets one: sessions live in PostgreSQL
 * (`session_db`), and `users` get no access here.
 * *Clustering policy*: `EnterpriseCluster`, one endpoint for clients that do not speak the protocol of Redis Cluster, as
 * Odoo's do not.
 * *Persistence*: a snapshot every twelve hours. *Memory*: when it is full, what was used least recently goes first among
 * what has an expiry (`VolatileLRU`).
 * *Maintenance*: Azure patches when it wants to; the API that azure-native 3.28 speaks (2025-07-01) has no window for it.
 * With a replica nobody notices.
 *
 * *Cost*: per instance and hour, twice with a replica; a private endpoint per hour.
 */
export class Cache extends ComponentResource implements contract.Cache {
  readonly host: Output<string>;
  readonly port: Output<number>;
  readonly isolation = "none";

  /**
   * @param args.replicas  0 or 1: high availability of Azure Managed Redis is one replica, in another zone
   * @throws Error for more replicas than one
   */
  constructor(name: string, context: Context, args: contract.CacheArgs, options: ComponentResourceOptions) {
    super("longshore:azure:Cache", name, {}, options);
    if (args.replicas > 1) throw new Error(`${name}: ${args.replicas} replicas; Azure Managed Redis has 0 or 1`);
    const child = { parent: this };
    const group = resourceGroup(name, context, "cache", child);
    const cluster = instance(name, context, args, group, child);
    const database = new Database(
      name,
      {
        resourceGroupName: group.name,
        clusterName: cluster.name,
        databaseName: "default",
        port,
        clientProtocol: "Encrypted",
        clusteringPolicy: "EnterpriseCluster",
        evictionPolicy: "VolatileLRU",
        accessKeysAuthentication: "Disabled",
        persistence: { rdbEnabled: true, rdbFrequency: "12h", aofEnabled: false },
      },
      child,
    );
    const network = own(args.network, Network);
    privateEndpoint(
      name,
      context,
      {
        group,
        subnet: network.endpointSubnets.database,
        zone: network.privateZones.cache,
        target: cluster.id,
        part: "redisEnterprise",
      },
      child,
    );
    logs(name, context, { group, days: args.logDays, source: database.id, categories: ["ConnectionEvents"] }, child);
    this.host = cluster.hostName;
    this.port = output(port);
    this.registerOutputs();
  }
}

function instance(
  name: string,
  context: Context,
  args: contract.CacheArgs,
  group: ResourceGroup,
  child: ComponentResourceOptions,
): RedisEnterprise {
  const key = own(args.secrets, Secrets).keys.data;
  const user = keyUser(`${name}-key`, context, { group, key }, child);
  return new RedisEnterprise(
    name,
    {
      ...inGroup(context, group),
      clusterName: globalName(context, nameLimit),
      sku: { name: cacheSkus[args.size] },
      highAvailability: args.replicas > 0 ? "Enabled" : "Disabled",
      minimumTlsVersion: "1.2",
      publicNetworkAccess: "Disabled",
      identity: { type: "UserAssigned", userAssignedIdentities: [user] },
      encryption: {
        customerManagedKeyEncryption: {
          keyEncryptionKeyUrl: key.uri,
          keyEncryptionKeyIdentity: {
            identityType: "userAssignedIdentity",
            userAssignedIdentityResourceId: user,
          },
        },
      },
    },
    child,
  );
}
