/** The PostgreSQL behind an RDS instance. */
import * as z from "zod";
import type { Backing } from "../../../cloud/definition.ts";
import { resolve } from "../../../cloud/references.ts";
import {
  type PostgresServer,
  postgresStandIns,
  postgresVersion,
  removePostgres,
  startPostgres,
} from "../../../services/postgres/server.ts";
import type { SimulatedResource, World } from "../../../world.ts";
import { parameterGroupTarget } from "./groups.ts";
import { instanceInputs } from "./inputs.ts";

const parameters = z.array(z.object({ name: z.string(), value: z.string() })).default([]);

export const postgres: Backing = {
  program: "PostgreSQL",
  apply: async (simulator, resource) => {
    await startPostgres(simulator, serverOf(resource, simulator.world));
    return { engineVersionActual: await postgresVersion(simulator) };
  },
  remove: (simulator, resource) => removePostgres(simulator, nameOf(resource, identifierOf(resource))),
  standIns: (simulator, resource) => {
    const { multiAz } = instanceInputs.parse(resource.inputs);
    return [
      ...(multiAz ? ["no standby in another zone"] : []),
      "a final snapshot is a record without data",
      ...postgresStandIns(simulator, serverOf(resource, simulator.world)),
    ];
  },
};

const identifierOf = (resource: SimulatedResource): string => instanceInputs.parse(resource.inputs).identifier;

const nameOf = ({ account, region }: SimulatedResource, identifier: string): string =>
  `postgres-${account}-${region}-${identifier}`;

function serverOf(resource: SimulatedResource, world: World): PostgresServer {
  const inputs = instanceInputs.parse(resource.inputs);
  const group = resolve(world, parameterGroupTarget, inputs.parameterGroupName ?? "", resource.account);
  const { identifier, port, engineVersion, replicateSourceDb, username, password, dbName } = inputs;
  return {
    name: nameOf(resource, identifier),
    host: String(resource.outputs.address),
    port,
    version: engineVersion?.split(".")[0],
    parameters: Object.fromEntries(parameters.parse(group?.inputs.parameters).map(({ name, value }) => [name, value])),
    kind:
      replicateSourceDb === undefined
        ? {
            administrator: { name: username ?? "postgres", password: password ?? "", group: "rds_superuser" },
            database: dbName,
          }
        : { source: nameOf(resource, replicateSourceDb) },
  };
}
