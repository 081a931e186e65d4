import { getServerOutput } from "@pulumi/azure-native/dbforpostgresql/getServer.js";
import { Server } from "@pulumi/azure-native/dbforpostgresql/server.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { all, type CustomResourceOptions, type InvokeOutputOptions, type Output, output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type { DatabaseArgs, DatabaseOrigin } from "../contracts/database.ts";
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
  /** Whether the server stands by itself: made so, or promoted by an earlier update. */
  readonly standsAlone: Output<boolean>;
}

/** What a failover moves: Azure decides it from then on. */
const movedByFailover = ["availabilityZone", "highAvailability.standbyAvailabilityZone"];

export function databaseServer(name: string, args: ServerArgs, options: CustomResourceOptions): Server {
  const { context } = args;
  const [zone, standbyAvailabilityZone] = context.zones;
  const { ways } = args.network;
  return new Server(
    name,
    {
      ...machine(args),
      serverName: args.serverName,
      // Azure asks for no `upgradeFrom`: another major version upgrades the server in place, at once.
      version: args.version,
      ...(args.origin ? followed(args.origin, args.standsAlone) : { administratorLogin: args.administrator }),
      administratorLoginPassword: args.standsAlone.apply(
        (stands): Output<string | undefined> => (stands ? args.password : output(undefined)),
      ),
      authConfig: { passwordAuth: "Enabled", activeDirectoryAuth: "Enabled", tenantId: directory(context) },
      availabilityZone: zone,
      highAvailability: args.standsAlone.apply((stands) =>
        args.standby && stands ? { mode: "ZoneRedundant", standbyAvailabilityZone } : { mode: "Disabled" },
      ),
      backup: {
        backupRetentionDays: args.recoveryDays,
        geoRedundantBackup: args.geo ? "Enabled" : "Disabled",
      },
      ...encryption(args, args.geo),
      maintenanceWindow: databaseWindow(args.maintenance),
    },
    {
      ...options,
      protect: true,
      ignoreChanges: movedByFailover,
      dependsOn: [...ways, ...(args.origin?.after ? [args.origin.after] : [])],
    },
  );
}

/**
 * Whether a server that began as a replica stands alone already; one that was never a replica does, and one that follows does
 * not. A promotion takes two updates, because Azure refuses a standby and a new password to a replica and in the very request
 * that promotes it: the first promotes, and the next, which finds the server alone, gives it both
 * (https://learn.microsoft.com/azure/postgresql/read-replica/concepts-read-replicas-promote, "Configuration management", and
 * …/concepts-read-replicas, "Considerations", read 2026-11).
 */
export function standsAlone(
  origin: DatabaseOrigin | undefined,
  server: { readonly resourceGroupName: Output<string>; readonly serverName: string },
  options: InvokeOutputOptions,
): Output<boolean> {
  if (!origin) return output(true);
  if (origin.follows) return output(false);
  return getServerOutput(server, options).apply(({ replicationRole }) => replicationRole === "Primary");
}

/**
 * How the server was made stays written: Azure takes it for another server otherwise. `replica` is an order that Azure
 * carries out once and does not give back; without asking the source, because the source may be lost.
 */
const followed = ({ source, follows }: DatabaseOrigin, standsAlone: Output<boolean>) => ({
  createMode: "Replica",
  sourceServerResourceId: source,
  replica: standsAlone.apply((stands) =>
    follows || stands ? undefined : { role: "None", promoteMode: "standalone", promoteOption: "forced" },
  ),
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
