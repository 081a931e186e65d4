/**
 * What Azure bills for each type of resource that a stack registers: by time, by use, or not at all.
 * A type that is missing here is listed by the estimate as not priced.
 */
import * as z from "zod";
import { type Billing, byTime, byUse, each, free } from "./billing.ts";
import { azure } from "./prices.ts";

const { use, factor } = azure;

const cluster = z.object({ sku: z.object({ tier: z.enum(["Free", "Standard"]) }) });

const database = z.object({
  sku: z.object({ name: z.string() }),
  storage: z.object({
    storageSizeGB: z.number(),
    // Azure leaves it empty for the one that a server gets unless it asks for another.
    type: z.enum(["", "Premium_LRS"]).optional(),
  }),
  highAvailability: z.object({ mode: z.enum(["Disabled", "SameZone", "ZoneRedundant"]) }).optional(),
});

/** This series is billed by vCPU; every other machine has a price of its own. */
function machine(name: string, servers: number) {
  const [, vcpus] = /^Standard_D(\d+)ds_v5$/.exec(name) ?? [];
  return vcpus
    ? { price: "postgresql.Ddsv5", quantity: Number(vcpus) * servers }
    : { price: `postgresql.${name}`, quantity: servers };
}

const cache = z.object({
  sku: z.object({ name: z.string() }),
  highAvailability: z.enum(["Enabled", "Disabled"]).default("Enabled"),
});

const key = z.object({ properties: z.object({ kty: z.literal("RSA-HSM"), keySize: z.literal(3072) }) });

/** By Pulumi type. */
export const billing: Readonly<Record<string, Billing>> = {
  "azure-native:containerservice:ManagedCluster": byTime(
    cluster,
    ({ sku }) => (sku.tier === "Standard" ? [{ price: "aks.standard", quantity: 1 }] : []),
    use("network.load-balancer.data"),
    { what: "rules of a load balancer beyond five" },
    { what: "volumes of pods" },
  ),
  "azure-native:dbforpostgresql:Server": byTime(
    database,
    ({ sku, storage, highAvailability }) => {
      const servers = (highAvailability?.mode ?? "Disabled") === "Disabled" ? 1 : factor("standby");
      return [machine(sku.name, servers), { price: "postgresql.storage", quantity: storage.storageSizeGB * servers }];
    },
    { what: "database backups larger than the storage, and their copies in the paired region" },
  ),
  "azure-native:redisenterprise:RedisEnterprise": byTime(cache, ({ sku, highAvailability }) => [
    { price: `redis.${sku.name}`, quantity: highAvailability === "Enabled" ? factor("replica") : 1 },
  ]),
  "azure-native:network:NatGateway": each("network.nat", use("network.nat.data")),
  "azure-native:network:PublicIPAddress": each("network.address"),
  "azure-native:network:PrivateEndpoint": each("network.endpoint", use("network.endpoint.data")),
  "azure-native:keyvault:Key": byTime(key, () => [{ price: "vault.hsm-key", quantity: 1 }], use("vault.rotation")),
  "azure-native:dns:RecordSet": free,
  "azure-native:dns:Zone": each("dns.zone", use("dns.queries")),
  "azure-native:privatedns:PrivateZone": each("dns.private-zone", { what: "DNS queries inside the network" }),

  "azure-native:keyvault:Vault": byUse(use("vault.operations")),
  "azure-native:network:VirtualNetworkPeering": byUse({ what: "data sent to a joined network, and received from it" }),
  "azure-native:network:FlowLog": byUse({ what: "flow logs collected" }),
  "azure-native:operationalinsights:Workspace": byUse(use("logs.ingestion"), { what: "logs kept longer than a month" }),
  "azure-native:storage:StorageAccount": byUse({ what: "objects in storage accounts, and requests to them" }),

  // Its nodes are counted in the cluster.
  "azure-native:containerservice:AgentPool": free,
  "azure-native:authorization:ManagementLockByScope": free,
  "azure-native:authorization:PolicyAssignment": free,
  "azure-native:authorization:PolicyDefinition": free,
  "azure-native:authorization:RoleAssignment": free,
  "azure-native:authorization:RoleDefinition": free,
  "azure-native:consumption:Budget": free,
  "azure-native:containerservice:MaintenanceConfiguration": free,
  "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra": free,
  "azure-native:dbforpostgresql:Configuration": free,
  "azure-native:keyvault:Secret": free,
  "azure-native:managedidentity:FederatedIdentityCredential": free,
  "azure-native:managedidentity:UserAssignedIdentity": free,
  "azure-native:monitor:DiagnosticSetting": free,
  "azure-native:network:NetworkSecurityGroup": free,
  "azure-native:network:PrivateDnsZoneGroup": free,
  "azure-native:network:VirtualNetwork": free,
  "azure-native:privatedns:VirtualNetworkLink": free,
  // The instance that it is in is billed.
  "azure-native:redisenterprise:Database": free,
  "azure-native:resources:ResourceGroup": free,
  "azure-native:storage:BlobContainer": free,
  "azure-native:storage:BlobContainerImmutabilityPolicy": free,
  "azure-native:storage:BlobServiceProperties": free,
  "azure-native:storage:ManagementPolicy": free,
  // What it copies is billed as writes and traffic of the accounts.
  "azure-native:storage:ObjectReplicationPolicy": free,
};
