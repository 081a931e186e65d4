import { ids, type RefusalCase, server } from "./case.ts";

const type = "dbforpostgresql:Server";
const replica = { ...server, createMode: "Replica", sourceServerResourceId: ids.server("small") };
/** Replicas stand there already. */
const standing = {
  ...server,
  serverName: "copy-0",
  createMode: "Replica",
  sourceServerResourceId: ids.server("source"),
};
const restored = { ...server, createMode: "PointInTimeRestore", sourceServerResourceId: ids.server("source") };
const promote = (promoteMode: string, promoteOption: string) => ({
  replica: { role: "None", promoteMode, promoteOption },
});
const inNetwork = (subnet: string) => ({
  delegatedSubnetResourceId: subnet,
  privateDnsZoneArmResourceId: ids.zone,
});
const copies = { ...server, createMode: "Replica", sourceServerResourceId: ids.server("source") };

export const postgresqlCases: readonly RefusalCase[] = [
  {
    type,
    inputs: { ...server, network: { delegatedSubnetResourceId: ids.subnet } },
    says: /SubnetMissingRequiredDelegation/,
  },
  {
    type,
    inputs: { ...server, network: { privateDnsZoneArmResourceId: `${ids.zone}x/a.postgres.database.azure.com` } },
    says: /InvalidResourceReference.*referenced by resource was not found/,
  },
  {
    type,
    inputs: { ...server, sourceServerResourceId: "/x/absent" },
    says: /The Resource '\/x\/absent' was not found/,
  },
  { type, inputs: { ...server, serverName: "source" }, says: /Specified server name is already used/ },
  {
    type,
    inputs: {
      ...server,
      serverName: "a",
      network: { privateDnsZoneArmResourceId: "/x/a.postgres.database.azure.com" },
    },
    says: /It can not be server name plus zone suffix/,
  },
  {
    type,
    inputs: { ...server, network: { privateDnsZoneArmResourceId: "/x/example.org" } },
    says: /must end with .postgres.database.azure.com/,
  },
  {
    type,
    inputs: { ...server, sku: { name: "B", tier: "Burstable" }, highAvailability: { mode: "SameZone" } },
    says: /HighAvailabilityNotSupportedForBurstable/,
  },
  {
    type,
    inputs: { ...server, location: "germanynorth", highAvailability: { mode: "ZoneRedundant" } },
    says: /HADisabledForRegion.*HA is disabled for region germanynorth/,
  },
  {
    type,
    inputs: {
      ...server,
      availabilityZone: "1",
      highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: "1" },
    },
    says: /parameter standbyAvailabilityZone/,
  },
  {
    type,
    inputs: { ...server, location: "italynorth", backup: { geoRedundantBackup: "Enabled" } },
    says: /the region has no paired region/,
  },
  { type, inputs: { ...server, administratorLogin: "azure_superuser" }, says: /parameter administratorLogin/ },
  { type, inputs: { ...server, administratorLoginPassword: "short" }, says: /PasswordTooShort/ },
  {
    type,
    before: { ...server, storage: { storageSizeGB: 64 } },
    inputs: { ...server, storage: { storageSizeGB: 32 } },
    says: /parameter StorageSizeGB/,
  },
  { type, inputs: { ...copies, highAvailability: { mode: "ZoneRedundant" } }, says: /ReplicaFeatureNotSupported/ },
  { type, inputs: replica, says: /ReplicaNotSupportedForBurstable/ },
  {
    type,
    before: standing,
    inputs: { ...standing, administratorLoginPassword: "long enough", ...promote("Standalone", "Forced") },
    says: /ReplicaPasswordNotSupported/,
  },
  {
    type,
    before: standing,
    inputs: { ...standing, highAvailability: { mode: "ZoneRedundant" }, ...promote("Standalone", "Forced") },
    says: /ReplicaFeatureNotSupported/,
  },
  {
    type,
    inputs: { ...replica, sourceServerResourceId: ids.server("private"), network: inNetwork(ids.delegated) },
    says: /ReplicaNetworkNotConnected/,
  },
  {
    type,
    inputs: { ...server, createMode: "Replica" },
    says: /MissingRequiredParameter.*properties.sourceServerResourceId/,
  },
  {
    type,
    before: standing,
    inputs: { ...standing, ...promote("Switchover", "Forced") },
    says: /VirtualEndpointRequired/,
  },
  {
    type,
    before: standing,
    inputs: { ...standing, sourceServerResourceId: "/x/gone", ...promote("Standalone", "Planned") },
    says: /SourceServerNotReachable/,
  },
  { type, inputs: restored, says: /MissingRequiredParameter.*properties.pointInTimeUTC/ },
  {
    type,
    inputs: { ...restored, location: "westeurope", pointInTimeUTC: "2026-11-22T12:00:00Z" },
    says: /InvalidLocation/,
  },
  {
    type,
    inputs: { ...restored, pointInTimeUTC: "2026-11-22T12:00:00Z" },
    says: /InvalidPointInTime.*2026-11-22T12:00:00Z lies outside/,
  },
  { type, inputs: copies, says: /A server can have at most 5 read replicas/ },
  { type, inputs: server, deleted: ids.server("source"), says: /ServerHasReplicas/ },
  {
    type,
    inputs: {
      ...server,
      dataEncryption: { type: "AzureKeyVault", primaryKeyURI: "https://nowhere.vault.azure.net/keys/a" },
    },
    says: /The vault nowhere.vault.azure.net could not be found/,
  },
  {
    type,
    // A subnet that is delegated wants its zone named along with it.
    inputs: { ...server, network: { delegatedSubnetResourceId: ids.delegated } },
    says: /EmptyPrivateDnsZoneArmResourceId/,
  },
];
