/** Azure Managed Redis: a cluster, and the one database in it. */
import * as z from "zod";
import type { Backing } from "../../../cloud/definition.ts";
import { cutRedis, type RedisServer, redisStandIns, removeRedis, startRedis } from "../../../services/redis/server.ts";
import type { SimulatedResource, World } from "../../../world.ts";
import { define } from "../../define.ts";
import { digitsOf, lastSegment, parentId } from "../../names.ts";
import { isolated } from "../encryption.ts";

export const clusterType = "azure-native:redisenterprise:RedisEnterprise";

/** Machines with more memory than this cannot be in one piece: https://learn.microsoft.com/azure/redis/architecture (2026-11). */
const unclusteredGib = 25;

const sku = z.looseObject({ name: z.string() });
const encryption = z.looseObject({ customerManagedKeyEncryption: z.looseObject({}).optional() });

const clusterInputs = z.looseObject({
  resourceGroupName: z.string(),
  clusterName: z.string(),
  location: z.string(),
  sku,
  highAvailability: z.enum(["Enabled", "Disabled"]).default("Enabled"),
  encryption: encryption.optional(),
});

export const cluster = define({
  type: clusterType,
  path: "Microsoft.Cache/redisEnterprise/{clusterName}",
  located: true,
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcache (2026-11).
  names: { clusterName: { min: 1, max: 60, pattern: /^[A-Za-z0-9](?!.*--)[A-Za-z0-9-]*[A-Za-z0-9]$/ } },
  replaces: ["zones"],
  inputs: clusterInputs,
  refusals: [
    {
      code: "InvalidSku",
      when: ({ inputs }) =>
        !/^(Balanced|MemoryOptimized|ComputeOptimized|FlashOptimized)_[BMXA]\d+$/.test(inputs.sku.name),
      message: ({ inputs }) => `The SKU ${inputs.sku.name} is not one of Azure Managed Redis.`,
      source: {
        believed:
          "https://learn.microsoft.com/azure/redis/overview (2026-11) has the rule; no text of the error was found",
      },
    },
    isolated<z.output<typeof clusterInputs>>((inputs) => inputs.encryption),
  ],
  compute: ({ inputs, region }) => ({
    hostName: `${inputs.clusterName}.${region}.redis.azure.net`,
    redisVersion: "7.4",
    resourceState: "Running",
    provisioningState: "Succeeded",
  }),
});

const databaseInputs = z.looseObject({
  resourceGroupName: z.string(),
  clusterName: z.string(),
  databaseName: z.string(),
  port: z.int().default(10_000),
  clientProtocol: z.enum(["Encrypted", "Plaintext"]).default("Encrypted"),
  clusteringPolicy: z.enum(["EnterpriseCluster", "OSSCluster", "NoCluster"]).default("OSSCluster"),
  evictionPolicy: z.string().default("VolatileLRU"),
  accessKeysAuthentication: z.enum(["Enabled", "Disabled"]).default("Disabled"),
  persistence: z.looseObject({ aofEnabled: z.boolean().optional(), rdbEnabled: z.boolean().optional() }).optional(),
});

const redis: Backing = {
  program: "Redis",
  apply: async (simulator, resource) => {
    await startRedis(simulator, serverOf(resource, simulator.world));
    return {};
  },
  cut: (simulator, resource) => cutRedis(simulator, nameOf(resource)),
  remove: (simulator, resource) => removeRedis(simulator, nameOf(resource)),
  standIns: (simulator, resource) => [
    "one plain Redis where Azure runs Redis Enterprise",
    "Entra logins are not simulated: without access keys nobody comes in",
    ...redisStandIns(simulator, serverOf(resource, simulator.world)),
  ],
};

export const database = define({
  type: "azure-native:redisenterprise:Database",
  path: "Microsoft.Cache/redisEnterprise/{clusterName}/databases/{databaseName}",
  replaces: ["clusteringPolicy", "modules", "port", "geoReplication"],
  inputs: databaseInputs,
  refusals: [
    {
      code: "BadRequest",
      when: ({ inputs }) => inputs.databaseName !== "default",
      message: "The database name must be 'default'.",
      source: {
        believed:
          "https://learn.microsoft.com/rest/api/redis/redisenterprisecache/databases/create (2026-11) has the rule; no text of the error was found",
      },
    },
    {
      code: "BadRequest",
      when: ({ inputs, world, account }) =>
        inputs.clusteringPolicy === "NoCluster" && gibOf(clusterOf(world, account, inputs)) > unclusteredGib,
      message: `The clustering policy NoCluster is available up to ${unclusteredGib} GB.`,
      source: {
        believed:
          "https://learn.microsoft.com/azure/redis/architecture (2026-11) has the rule; no text of the error was found",
      },
    },
    {
      code: "BadRequest",
      when: ({ inputs: { persistence } }) => persistence?.aofEnabled === true && persistence.rdbEnabled === true,
      message: "Only one of AOF and RDB persistence can be enabled.",
      source: {
        believed:
          "https://learn.microsoft.com/azure/redis/how-to-persistence (2026-11) has the rule; no text of the error was found",
      },
    },
  ],
  compute: () => ({ redisVersion: "7.4", resourceState: "Running", provisioningState: "Succeeded" }),
  backing: redis,
});

function clusterOf(world: World, account: string, { resourceGroupName, clusterName }: z.output<typeof databaseInputs>) {
  const id = `/subscriptions/${account}/resourceGroups/${resourceGroupName}/providers/Microsoft.Cache/redisEnterprise/${clusterName}`;
  return world.find(clusterType, id);
}

/** The number in a SKU's name is its memory in GB. */
const gibOf = (cluster: SimulatedResource | undefined): number =>
  Number(/(\d+)$/.exec(sku.safeParse(cluster?.outputs.sku).data?.name ?? "")?.[1] ?? 0);

/** Both keys of a database: they stay the same as long as it stands. */
export const accessKeys = (id: string): readonly [string, string] => [digitsOf(`${id}|1`, 44), digitsOf(`${id}|2`, 44)];

const nameOf = ({ id }: SimulatedResource): string => `redis-${lastSegment(parentId(id))}`;

function serverOf(resource: SimulatedResource, world: World): RedisServer {
  const { port, evictionPolicy, accessKeysAuthentication } = databaseInputs.parse(resource.inputs);
  const passwords = accessKeys(resource.id);
  return {
    name: nameOf(resource),
    host: String(world.find(clusterType, parentId(resource.id))?.outputs.hostName),
    port,
    // VolatileLRU is `volatile-lru`.
    parameters: { "maxmemory-policy": evictionPolicy.toLowerCase().replace(/^(volatile|allkeys)/, "$1-") },
    users: accessKeysAuthentication === "Enabled" ? [{ name: "default", access: "on ~* &* +@all", passwords }] : [],
  };
}
