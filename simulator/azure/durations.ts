/**
 * How long Azure takes, in seconds: medians of what public `terraform apply` logs say ("Creation complete after …"), read
 * in November 2026. `logs` counts the logs behind a creation; 0 means that none was found and the API's own answer time is
 * assumed.
 */
import type { Operation, Properties } from "../providers/provider.ts";

interface Duration {
  readonly create: number;
  /** 2 where it is left out. */
  readonly update?: number;
  /** 2 where it is left out. */
  readonly delete?: number;
  readonly logs: number;
}

/** ARM answers, and the provider reads the resource once more. */
const atOnce: Duration = { create: 2, logs: 0 };

const durations: Readonly<Record<string, Duration>> = {
  "azure-native:resources:ResourceGroup": { create: 2, delete: 15, logs: 3 },
  "azure-native:network:VirtualNetwork": { create: 6, update: 6, delete: 11, logs: 10 },
  "azure-native:network:Subnet": { create: 5, update: 5, delete: 11, logs: 2 },
  "azure-native:network:NatGateway": { create: 13, delete: 11, logs: 1 },
  // A minute or two; no log was found in two searches, so the lower end is assumed.
  "azure-native:network:PrivateEndpoint": { create: 60, delete: 15, logs: 0 },
  "azure-native:privatedns:PrivateZone": { create: 33, delete: 15, logs: 2 },
  "azure-native:privatedns:VirtualNetworkLink": { create: 32, delete: 15, logs: 1 },
  "azure-native:managedidentity:UserAssignedIdentity": { create: 28, logs: 1 },
  "azure-native:managedidentity:FederatedIdentityCredential": { create: 28, logs: 1 },
  "azure-native:authorization:RoleAssignment": { create: 30, logs: 2 },
  "azure-native:keyvault:Vault": { create: 141, update: 10, delete: 15, logs: 2 },
  "azure-native:keyvault:Secret": { create: 1, logs: 1 },
  "azure-native:storage:StorageAccount": { create: 27, update: 10, delete: 5, logs: 10 },
  "azure-native:dbforpostgresql:Server": { create: 306, update: 120, delete: 60, logs: 2 },
  "azure-native:dbforpostgresql:Database": { create: 14, delete: 12, logs: 1 },
  // Static parameters want a restart, which is not counted.
  "azure-native:dbforpostgresql:Configuration": { create: 15, update: 15, delete: 15, logs: 0 },
  // The log's 452 s are for cluster and database together.
  "azure-native:redisenterprise:RedisEnterprise": { create: 360, update: 300, delete: 300, logs: 1 },
  "azure-native:redisenterprise:Database": { create: 92, update: 60, delete: 60, logs: 1 },
  // 6 minutes (4 to 15): shared/reference/cloud-facts.md.
  "azure-native:containerservice:ManagedCluster": { create: 360, update: 240, delete: 240, logs: 3 },
  "azure-native:containerservice:AgentPool": { create: 120, update: 60, delete: 120, logs: 0 },
};

/** A zone-redundant standby is made after the server itself. No log was found: one creation more is assumed. */
const standbySeconds = 306;

/**
 * "Minutes", for a replica that takes over: https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-business-continuity
 * (2026-11). No log was found: five are assumed.
 */
const promotionSeconds = 300;

/**
 * Until a second can be restored: logs are saved with a delay of up to five minutes
 * (https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore, 2026-11). The restore itself takes
 * "from few minutes up to a few hours" and is taken for a creation, because a simulated database is small.
 */
export const restorableAfterSeconds = 300;

/** "60-120s": https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-business-continuity (2026-11). */
export const databaseFailoverSeconds = 120;

/** @param type  Pulumi type token */
export function secondsOf(operation: Operation, type: string, inputs: Properties): number {
  const duration = durations[type] ?? atOnce;
  const seconds = duration[operation] ?? 2;
  if (operation === "update" && isPromoted(inputs)) return promotionSeconds;
  if (operation === "create" && inputs.createMode === "PointInTimeRestore") return seconds + restorableAfterSeconds;
  return operation === "create" && hasStandby(inputs) ? seconds + standbySeconds : seconds;
}

function hasStandby({ highAvailability }: Properties): boolean {
  return (
    typeof highAvailability === "object" &&
    highAvailability !== null &&
    Reflect.get(highAvailability, "mode") === "ZoneRedundant"
  );
}

const isPromoted = ({ replica }: Properties): boolean =>
  typeof replica === "object" && replica !== null && Reflect.get(replica, "promoteMode") !== undefined;
