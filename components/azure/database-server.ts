import { Server } from "@pulumi/azure-native/dbforpostgresql/server.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { all, type CustomResourceOptions, type Output } from "@pulumi/pulumi";
import type { Context, DatabaseArgs, DatabaseOrigin } from "../contracts.ts";
import { directory } from "./directory.ts";
import type { GeoKey } from "./geo-backup.ts";
import { inGroup } from "./groups.ts";
import type { Network } from "./network.ts";
import { databaseSku, diskSize } from "./sizes.ts";
import type { VaultKey } from "./vault-keys.ts";
import { databaseWindow } from "./windows.ts";

export interface ServerArgs extends Omit<DatabaseArgs, "network"> {
  readonly context: Context;
  readonly group: ResourceGroup;
  readonly network: Network;
  readonly serverName: string;
  readonly administrator: string;
  readonly password: Output<string>;
  readonly key: VaultKey;
  readonly keyUser: Output<string>;
  /** Where backups are copied to the paired region. */
  readonly geo: GeoKey | undefined;
}

/** What a failover moves: Azure decides it from then on. */
const movedByFailover = ["availabilityZone", "highAvailability.standbyAvailabilityZone"];

export function databaseServer(name: string, args: ServerArgs, options: CustomResourceOptions): Server {
  const { context } = args;
  const [zone, standbyZone] = context.zones;
  const follows = args.origin?.follows ?? false;
  return new Server(
    name,
    {
      ...machine(args),
      serverName: args.serverName,
      // Azure asks for no `upgradeFrom`: another major version upgrades the server in place, at once.
      version: args.version,
      ...(args.origin ? followed(args.origin) : { administratorLogin: args.administrator }),
      // A replica has its source's.
      ...(follows ? {} : { administratorLoginPassword: args.password }),
      authConfig: { passwordAuth: "Enabled", activeDirectoryAuth: "Enabled", tenantId: directory(context) },
      availabilityZone: zone,
      // Azure gives a replica no standby.
      highAvailability:
        args.standby && !follows
          ? { mode: "ZoneRedundant", standbyAvailabilityZone: standbyZone }
          : { mode: "Disabled" },
      backup: {
        backupRetentionDays: args.recoveryDays,
        geoRedundantBackup: args.geo ? "Enabled" : "Disabled",
      },
      ...encryption(args, args.geo),
      maintenanceWindow: databaseWindow(args.maintenance),
    },
    { ...options, protect: true, ignoreChanges: movedByFailover },
  );
}

/**
 * How the server was made stays written: Azure takes it for another server otherwise. `replica` is an order that Azure
 * carries out once and does not give back; without asking the source, because the source may be lost
 * (https://learn.microsoft.com/azure/postgresql/read-replica/concepts-read-replicas-promote, read 2026-11).
 */
const followed = ({ source, follows }: DatabaseOrigin) => ({
  createMode: "Replica",
  sourceServerResourceId: source,
  ...(follows ? {} : { replica: { role: "None", promoteMode: "standalone", promoteOption: "forced" } }),
});

export interface ReplicaArgs extends ServerArgs {
  readonly source: Server;
  /** From 1 up. */
  readonly number: number;
}

/** A readable replica in the region. It holds nothing of its own, so it may go. */
export function databaseReplica(name: string, args: ReplicaArgs, options: CustomResourceOptions): Server {
  const { zones } = args.context;
  return new Server(
    name,
    {
      ...machine(args),
      ...encryption(args, undefined),
      serverName: `${args.serverName}-replica-${args.number}`,
      createMode: "Replica",
      sourceServerResourceId: args.source.id,
      availabilityZone: zones[args.number % zones.length],
    },
    options,
  );
}

/**
 * The same data as it was at an earlier second, on a server that is gone when what is needed has been copied out of it. Azure
 * restores from backups and log, so the live server is not touched.
 */
export function databaseAt(
  second: string,
  name: string,
  args: ServerArgs & { readonly source: Server },
  options: CustomResourceOptions,
): Server {
  return new Server(
    name,
    {
      ...machine(args),
      ...encryption(args, undefined),
      serverName: `${args.serverName}-rewind`,
      createMode: "PointInTimeRestore",
      sourceServerResourceId: args.source.id,
      pointInTimeUTC: second,
      availabilityZone: args.context.zones[0],
    },
    // Another second needs another server, under the same name.
    { ...options, deleteBeforeReplace: true, replaceOnChanges: ["pointInTimeUTC"] },
  );
}

/** What main and replica have in common. */
function machine(args: ServerArgs) {
  const { context, group, size, standby, replicas, network } = args;
  const room = diskSize(args.storageGib);
  return {
    ...inGroup(context, group),
    sku: databaseSku(size, standby || replicas > 0),
    storage: { storageSizeGB: room, autoGrow: args.maximumStorageGib > room ? "Enabled" : "Disabled" },
    network: {
      delegatedSubnetResourceId: network.serviceSubnets.database,
      privateDnsZoneArmResourceId: network.privateZones.database,
      publicNetworkAccess: "Disabled",
    },
  };
}

/** The platform's key and, where there are backups in another region, the key that they are under there. */
function encryption({ key, keyUser }: ServerArgs, geo: GeoKey | undefined) {
  const users = all([keyUser, ...(geo ? [geo.user] : [])]);
  return {
    identity: {
      type: "UserAssigned",
      userAssignedIdentities: users.apply((ids) => Object.fromEntries(ids.map((id) => [id, {}]))),
    },
    dataEncryption: {
      type: "AzureKeyVault",
      primaryKeyURI: key.uri,
      primaryUserAssignedIdentityId: keyUser,
      ...(geo ? { geoBackupKeyURI: geo.uri, geoBackupUserAssignedIdentityId: geo.user } : {}),
    },
  };
}
