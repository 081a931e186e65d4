import { Server } from "@pulumi/azure-native/dbforpostgresql/server.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { all, type CustomResourceOptions, type Output } from "@pulumi/pulumi";
import type { Context, DatabaseArgs } from "../contracts.ts";
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
  return new Server(
    name,
    {
      ...machine(args),
      serverName: args.serverName,
      // Azure asks for no `upgradeFrom`: another major version upgrades the server in place, at once.
      version: args.version,
      administratorLogin: args.administrator,
      administratorLoginPassword: args.password,
      authConfig: { passwordAuth: "Enabled", activeDirectoryAuth: "Enabled", tenantId: directory(context) },
      availabilityZone: zone,
      highAvailability: args.standby
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
