import { ParameterGroup } from "@pulumi/aws/elasticache/parameterGroup.js";
import { ReplicationGroup } from "@pulumi/aws/elasticache/replicationGroup.js";
import { SubnetGroup } from "@pulumi/aws/elasticache/subnetGroup.js";
import { User } from "@pulumi/aws/elasticache/user.js";
import { UserGroup } from "@pulumi/aws/elasticache/userGroup.js";
import { ComponentResource, type ComponentResourceOptions, type Output, output } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type * as contract from "../contracts/cache.ts";
import type { Context } from "../contracts/context.ts";
import { physicalName } from "../names.ts";
import { defaultAccess, tenantAccess } from "./cache-access.ts";
import { dataAccess } from "./data-access.ts";
import { logGroup } from "./logs.ts";
import { cacheNodes } from "./sizes.ts";
import { backupWindow, maintenanceWindow } from "./windows.ts";

const port = 6379;
/** Longest id that ElastiCache takes for users, groups and replication groups. */
const idLimit = 40;
/** Days of daily snapshots: enough to look back, because a lost session is only a new login. */
const snapshotDays = 3;

/**
 * Valkey on ElastiCache for the sessions of Odoo: TLS only, one user for each tenant that reaches its own keys only.
 *
 * *Persistence*: in memory, with replicas in other zones and a daily snapshot; the loss of all nodes costs a new login.
 * *Memory*: when it is full, the sessions that were used least recently go first (`volatile-lru`): every session has an
 * expiry. A quarter of the memory is reserved for snapshots and failover.
 *
 * *Cost*: per node and hour; a replica is a node.
 */
export class Cache extends ComponentResource implements contract.Cache {
  readonly host: Output<string>;
  readonly port: Output<number>;
  readonly isolation = "keys";

  /** @param args.size  caution: changes in the maintenance window; with no replica, sessions are lost then */
  constructor(name: string, context: Context, args: contract.CacheArgs, options: ComponentResourceOptions) {
    super("longshore:aws:Cache", name, {}, options);
    const child = { parent: this };
    const id = physicalName(idLimit, context.prefix, "cache");
    const redundant = args.replicas > 0;
    const logs = logGroup(
      name,
      { name: `/longshore/${context.prefix}/cache`, days: args.logDays, key: args.secrets.dataKey },
      child,
    );
    const group = new ReplicationGroup(
      name,
      {
        replicationGroupId: id,
        description: `Sessions of ${context.prefix}`,
        engine: "valkey",
        engineVersion: "8.0",
        nodeType: cacheNodes[args.size],
        port,
        numCacheClusters: 1 + args.replicas,
        automaticFailoverEnabled: redundant,
        multiAzEnabled: redundant,
        subnetGroupName: subnetGroup(name, id, args, child).name,
        securityGroupIds: [dataAccess(name, context, { network: args.network, port, what: "Valkey" }, child).id],
        parameterGroupName: parameterGroup(name, id, child).name,
        userGroupIds: [userGroup(name, context, id, args, child).userGroupId],
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        atRestEncryptionEnabled: true,
        kmsKeyId: args.secrets.dataKey,
        snapshotRetentionLimit: snapshotDays,
        snapshotWindow: backupWindow(args.maintenance),
        maintenanceWindow: maintenanceWindow(args.maintenance),
        autoMinorVersionUpgrade: true,
        applyImmediately: context.environment !== "production",
        logDeliveryConfigurations: ["slow-log", "engine-log"].map((logType) => ({
          logType,
          logFormat: "json",
          destinationType: "cloudwatch-logs",
          destination: logs.name,
        })),
      },
      child,
    );
    this.host = group.primaryEndpointAddress;
    this.port = output(port);
    this.registerOutputs();
  }
}

function subnetGroup(name: string, id: string, args: contract.CacheArgs, child: ComponentResourceOptions) {
  return new SubnetGroup(name, { name: id, subnetIds: args.network.subnets.database.ids }, child);
}

function parameterGroup(name: string, id: string, child: ComponentResourceOptions) {
  return new ParameterGroup(
    name,
    {
      name: `${id}-valkey8`,
      family: "valkey8",
      description: "Sessions",
      parameters: [
        { name: "maxmemory-policy", value: "volatile-lru" },
        { name: "reserved-memory-percent", value: "25" },
      ],
    },
    child,
  );
}

function userGroup(
  name: string,
  context: Context,
  id: string,
  args: contract.CacheArgs,
  child: ComponentResourceOptions,
) {
  const unused = new RandomPassword(name, { length: 32, special: false }, child);
  const everybody = [
    { label: "default", userName: "default", accessString: defaultAccess, passwords: [unused.result] },
    ...args.users.map((user) => ({
      label: user.name,
      userName: user.name,
      accessString: tenantAccess(user.prefix),
      passwords: [...user.passwords],
    })),
  ];
  const users = everybody.map(
    ({ label, userName, accessString, passwords }) =>
      new User(
        `${name}-${label}`,
        {
          userId: physicalName(idLimit, context.prefix, label),
          userName,
          engine: "valkey",
          accessString,
          authenticationMode: { type: "password", passwords },
        },
        child,
      ),
  );
  return new UserGroup(name, { engine: "valkey", userGroupId: id, userIds: users.map(({ userId }) => userId) }, child);
}
