import * as z from "zod";
import { define } from "../../define.ts";
import type { OneAtATime } from "../../definition.ts";
import { isolated } from "../encryption.ts";
import { zoneType } from "../network/private.ts";
import { subnetTarget } from "../network/subnets.ts";
import { type ServerInputs, serverInputs, serverType } from "./inputs.ts";
import { postgres } from "./postgres.ts";
import { serverRefusals } from "./refusals.ts";
import { replicaLimit, sourceKeeps } from "./replica-refusals.ts";
import { roleOf, sourceOf } from "./replicas.ts";
import { placed } from "./zones.ts";

export const server = define({
  type: serverType,
  path: "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}",
  located: true,
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftdbforpostgresql (2026-11).
  names: { serverName: { min: 3, max: 63, pattern: /^[a-z0-9](?!.*--)[a-z0-9-]*[a-z0-9]$/ } },
  // https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-limits (2026-11).
  replaces: [
    "administratorLogin",
    "createMode",
    "sourceServerResourceId",
    "pointInTimeUTC",
    "availabilityZone",
    "network.delegatedSubnetResourceId",
    "backup.geoRedundantBackup",
    "dataEncryption.type",
    "storage.type",
  ],
  writeOnly: ["administratorLoginPassword", "createMode", "pointInTimeUTC"],
  inputs: serverInputs,
  references: {
    "network.delegatedSubnetResourceId": subnetTarget,
    "network.privateDnsZoneArmResourceId": { type: zoneType, missing: subnetTarget.missing },
  },
  unique: {
    within: "world",
    by: ({ serverName }) => serverName,
    code: "ServerNameAlreadyExists",
    message: () => "Specified server name is already used.",
    source: "https://github.com/Azure/azure-service-operator/issues/2428 (2023-05)",
  },
  refusals: [
    ...serverRefusals,
    isolated<ServerInputs>(({ dataEncryption }) =>
      dataEncryption?.type === "AzureKeyVault" ? dataEncryption : undefined,
    ),
  ],
  keeps: sourceKeeps,
  compute: (request, _id, old) => {
    const { inputs, world } = request;
    const source = sourceOf(world, inputs)?.outputs;
    const role = roleOf(request);
    return {
      ...placed(inputs, old),
      fullyQualifiedDomainName: `${inputs.serverName}.postgres.database.azure.com`,
      state: "Ready",
      version: inputs.version ?? old.version ?? source?.version ?? "16",
      administratorLogin: inputs.administratorLogin ?? old.administratorLogin ?? source?.administratorLogin,
      sku: inputs.sku ?? source?.sku,
      storage: inputs.storage ?? source?.storage,
      replicationRole: role,
      // How it was promoted is never shown.
      replica: { role, capacity: role === "Primary" ? replicaLimit : 0 },
      privateEndpointConnections: [],
    };
  },
  backing: postgres,
});

/** A parameter or a database of a server, and the administrators that Entra vouches for. */
const inServer = { resourceGroupName: z.string(), serverName: z.string() };

/** A server works on one of its parts at a time. */
const busy: OneAtATime<Readonly<Record<string, unknown>>> = {
  id: ({ subscription, resourceGroupName, serverName }) =>
    `/subscriptions/${subscription}/resourceGroups/${resourceGroupName}/providers/Microsoft.DBforPostgreSQL/flexibleServers/${serverName}`,
  code: "ServerIsBusy",
  message: ({ serverName }) =>
    `Cannot complete operation while server '${serverName}' is busy processing another operation. Try again later.`,
  source: "https://github.com/Azure/azure-postgresql/issues/134 (2026-02)",
};

export const configuration = define({
  type: "azure-native:dbforpostgresql:Configuration",
  path: "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/configurations/{configurationName}",
  inputs: z.looseObject({
    ...inServer,
    configurationName: z.string(),
    value: z.string(),
    source: z.string().default("user-override"),
  }),
  occupies: busy,
  backing: {
    program: "PostgreSQL",
    apply: async (simulator, resource) => postgres.applyParameter(simulator, resource, true),
    remove: async (simulator, resource) => {
      await postgres.applyParameter(simulator, resource, false);
    },
  },
});

export const database = define({
  type: "azure-native:dbforpostgresql:Database",
  path: "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/databases/{databaseName}",
  replaces: ["charset", "collation"],
  inputs: z.looseObject({ ...inServer, databaseName: z.string() }),
  occupies: busy,
});

export const entraAdministrator = define({
  type: "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra",
  path: "Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/administrators/{objectId}",
  inputs: z.looseObject({ ...inServer, objectId: z.string(), principalName: z.string().optional() }),
  occupies: busy,
});
