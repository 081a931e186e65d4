import { BackupInstance } from "@pulumi/azure-native/dataprotection/backupInstance.js";
import { AdministratorsMicrosoftEntra } from "@pulumi/azure-native/dbforpostgresql/administratorsMicrosoftEntra.js";
import { Configuration } from "@pulumi/azure-native/dbforpostgresql/configuration.js";
import { Server } from "@pulumi/azure-native/dbforpostgresql/server.js";
import { DiagnosticSetting } from "@pulumi/azure-native/monitor/diagnosticSetting.js";
import type { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import { privateZone } from "./endpoint.ts";
import type { Net } from "./network.ts";
import { directory, idOf, inPlace, type Place } from "./place.ts";
import type { Keys } from "./vault.ts";

/** PostgreSQL over two zones in a subnet of its own, with a vault's backups beside its own. */
export function orders(place: Place, net: Net, { key, user }: Keys, workspace: Workspace): void {
  const { options } = place;
  const zone = privateZone("orders", "shop.private.postgres.database.azure.com", place, net);
  const server = new Server(
    "orders",
    {
      ...inPlace(place),
      serverName: "shop-orders",
      version: "17",
      sku: { name: "Standard_D4ds_v5", tier: "GeneralPurpose" },
      storage: { storageSizeGB: 256 },
      availabilityZone: "1",
      highAvailability: { mode: "ZoneRedundant", standbyAvailabilityZone: "2" },
      backup: { backupRetentionDays: 14 },
      maintenanceWindow: { customWindow: "Enabled", dayOfWeek: 0, startHour: 2 },
      network: {
        publicNetworkAccess: "Disabled",
        delegatedSubnetResourceId: net.subnet("postgresql"),
        privateDnsZoneArmResourceId: zone.id,
      },
      authConfig: { activeDirectoryAuth: "Enabled", passwordAuth: "Disabled", tenantId: directory },
      identity: { type: "UserAssigned", userAssignedIdentities: user.id.apply((id) => ({ [id]: {} })) },
      dataEncryption: {
        type: "AzureKeyVault",
        primaryKeyURI: key.keyUri,
        primaryUserAssignedIdentityId: user.id,
      },
    },
    { ...options, protect: true },
  );
  new AdministratorsMicrosoftEntra(
    "orders",
    {
      resourceGroupName: place.group.name,
      serverName: server.name,
      objectId: "bbbbbbbb-cccc-4ddd-8eee-ffffffffffff",
      principalName: "shop-database-administrators",
      principalType: "Group",
      tenantId: directory,
    },
    options,
  );
  for (const [name, value] of Object.entries({
    log_connections: "on",
    log_disconnections: "on",
    log_statement: "ddl",
    log_min_duration_statement: "1000",
  }))
    new Configuration(
      name,
      {
        resourceGroupName: place.group.name,
        serverName: server.name,
        configurationName: name,
        value,
        source: "user-override",
      },
      options,
    );
  new DiagnosticSetting(
    "orders",
    {
      name: "logs",
      resourceUri: server.id,
      workspaceId: workspace.id,
      logs: [{ category: "PostgreSQLLogs", enabled: true }],
    },
    options,
  );
  new BackupInstance(
    "orders",
    {
      resourceGroupName: place.group.name,
      vaultName: "shop-backups",
      backupInstanceName: "orders",
      tags: inPlace(place).tags,
      properties: {
        objectType: "BackupInstance",
        dataSourceInfo: {
          objectType: "Datasource",
          resourceID: server.id,
          datasourceType: "Microsoft.DBforPostgreSQL/flexibleServers",
        },
        policyInfo: { policyId: idOf("Microsoft.DataProtection/backupVaults", "shop-backups/backupPolicies/weekly") },
      },
    },
    options,
  );
}
