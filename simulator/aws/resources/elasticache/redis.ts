/** The Redis server behind a replication group. */
import * as z from "zod";
import type { Backing } from "../../../cloud/definition.ts";
import { resolve } from "../../../cloud/references.ts";
import type { RedisUser } from "../../../services/redis/configuration.ts";
import { cutRedis, type RedisServer, redisStandIns, removeRedis, startRedis } from "../../../services/redis/server.ts";
import type { SimulatedResource, World } from "../../../world.ts";
import { parameterGroupTarget } from "./groups.ts";
import { userGroupTarget, userInputs, userTarget } from "./users.ts";

const group = z.looseObject({
  replicationGroupId: z.string(),
  port: z.int().default(6379),
  parameterGroupName: z.string().optional(),
  userGroupIds: z.array(z.string()).default([]),
});
const parameters = z.array(z.object({ name: z.string(), value: z.string() })).default([]);
const members = z.array(z.string()).default([]);

export const redis: Backing = {
  program: "Redis",
  apply: async (simulator, resource) => {
    await startRedis(simulator, serverOf(resource, simulator.world));
    return {};
  },
  cut: (simulator, resource) => cutRedis(simulator, nameOf(resource)),
  remove: (simulator, resource) => removeRedis(simulator, nameOf(resource)),
  standIns: (simulator, resource) => [
    "Redis where ElastiCache runs Valkey",
    ...redisStandIns(simulator, serverOf(resource, simulator.world)),
  ],
};

const nameOf = ({ account, region, id }: SimulatedResource): string => `redis-${account}-${region}-${id}`;

function serverOf(resource: SimulatedResource, world: World): RedisServer {
  const { port, parameterGroupName = "", userGroupIds } = group.parse(resource.inputs);
  const { account } = resource;
  const parameterGroup = resolve(world, parameterGroupTarget, parameterGroupName, account);
  return {
    name: nameOf(resource),
    host: String(resource.outputs.primaryEndpointAddress),
    port,
    parameters: Object.fromEntries(
      parameters.parse(parameterGroup?.inputs.parameters).map(({ name, value }) => [name, value]),
    ),
    users: userGroupIds
      .flatMap((id) => members.parse(resolve(world, userGroupTarget, id, account)?.inputs.userIds))
      .flatMap((id) => resolve(world, userTarget, id, account) ?? [])
      .map(redisUser),
  };
}

function redisUser({ inputs }: SimulatedResource): RedisUser {
  const { userName, accessString, passwords, authenticationMode } = userInputs.parse(inputs);
  return { name: userName, access: accessString, passwords: authenticationMode?.passwords ?? passwords };
}
