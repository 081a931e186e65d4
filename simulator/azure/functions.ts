/** Functions of Azure, by Pulumi token. */
import * as z from "zod";
import type { Simulator } from "../simulator.ts";
import type { Properties } from "../world.ts";
import { notSimulated } from "./catalogue.ts";
import type { Configuration } from "./configuration.ts";
import { runnerOf } from "./entra/tokens.ts";
import { AzureError } from "./error.ts";
import { userKubeconfig } from "./kubeconfig.ts";
import { clusterType } from "./resources/aks/inputs.ts";
import { serverType } from "./resources/postgresql/inputs.ts";
import { accessKeys, database } from "./resources/redis/redis.ts";

interface Caller {
  readonly simulator: Simulator;
  readonly configuration: Configuration;
}

type Answer = (args: Properties, caller: Caller) => Properties;

const clusterArgs = z.looseObject({ resourceGroupName: z.string(), resourceName: z.string() });
const serverArgs = z.looseObject({ resourceGroupName: z.string(), serverName: z.string() });
const databaseArgs = z.looseObject({
  resourceGroupName: z.string(),
  clusterName: z.string(),
  databaseName: z.string(),
});

const functions: Readonly<Record<string, Answer>> = {
  "azure-native:authorization:getClientConfig": (_args, { configuration: { subscription, tenant } }) => {
    const { clientId } = runnerOf(subscription);
    return { clientId, objectId: clientId, subscriptionId: subscription, tenantId: tenant };
  },
  "azure-native:containerservice:listManagedClusterUserCredentials": (args, { simulator, configuration }) => {
    const { resourceGroupName, resourceName } = clusterArgs.parse(args);
    const id = `/subscriptions/${configuration.subscription}/resourceGroups/${resourceGroupName}/providers/Microsoft.ContainerService/managedClusters/${resourceName}`;
    const cluster = simulator.world.find(clusterType, id);
    if (!cluster) throw notFound(id);
    simulator.world.outages.demand(cluster.region, `call listManagedClusterUserCredentials of ${id}`);
    const text = userKubeconfig(cluster, configuration.tenant, simulator.certificates.certificate);
    return { kubeconfigs: [{ name: "clusterUser", value: Buffer.from(text).toString("base64") }] };
  },
  "azure-native:dbforpostgresql:getServer": (args, { simulator, configuration }) => {
    const { resourceGroupName, serverName } = serverArgs.parse(args);
    const id = `/subscriptions/${configuration.subscription}/resourceGroups/${resourceGroupName}/providers/Microsoft.DBforPostgreSQL/flexibleServers/${serverName}`;
    const server = simulator.world.find(serverType, id);
    if (!server) throw notFound(id);
    simulator.world.outages.demand(server.region, `call getServer of ${id}`);
    return { ...server.outputs };
  },
  "azure-native:redisenterprise:listDatabaseKeys": (args, { simulator, configuration }) => {
    const { resourceGroupName, clusterName, databaseName } = databaseArgs.parse(args);
    const id = `/subscriptions/${configuration.subscription}/resourceGroups/${resourceGroupName}/providers/Microsoft.Cache/redisEnterprise/${clusterName}/databases/${databaseName}`;
    const region = simulator.world.find(database.type, id)?.region ?? "";
    simulator.world.outages.demand(region, `call listDatabaseKeys of ${id}`);
    const [primaryKey, secondaryKey] = accessKeys(id);
    return { primaryKey, secondaryKey };
  },
};

const notFound = (id: string) =>
  new AzureError(
    "ResourceNotFound",
    `The Resource '${id}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );

/** @throws Error that names the next step, for a function that is not simulated */
export function invoke(token: string, args: Properties, caller: Caller): Properties {
  const answer = functions[token];
  if (!answer) throw new Error(notSimulated(token));
  return answer(args, caller);
}
