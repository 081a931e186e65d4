/** The PostgreSQL behind an RDS instance. */
import * as z from "zod";
import type { Backing } from "../../../cloud/definition.ts";
import { restorableSince } from "../../../services/postgres/archive.ts";
import {
  cutPostgres,
  type PostgresServer,
  postgresStandIns,
  postgresVersion,
  removePostgres,
  startPostgres,
} from "../../../services/postgres/server.ts";
import type { SimulatedResource, World } from "../../../world.ts";
import { noteBackups } from "./backups.ts";
import { parameterGroupTarget } from "./groups.ts";
import { type InstanceInputs, instanceInputs } from "./inputs.ts";
import { restoredFrom, sourceOf } from "./origin.ts";

const parameters = z.array(z.object({ name: z.string(), value: z.string() })).default([]);

export const postgres: Backing & Required<Pick<Backing, "cut">> = {
  program: "PostgreSQL",
  apply: async (simulator, resource) => {
    const { world } = simulator;
    // It waits there until its zone has power again.
    if (world.outages.isOff(String(resource.outputs.availabilityZone))) return {};
    const server = serverOf(resource, world);
    await startPostgres(simulator, server);
    const { identifier } = instanceInputs.parse(resource.inputs);
    const saves = resource.outputs.backupRetentionPeriod !== 0;
    noteBackups(world, resource, identifier, saves ? restorableSince(simulator, server.name) : undefined);
    return { engineVersionActual: await postgresVersion(simulator) };
  },
  cut: (simulator, resource) => cutPostgres(simulator, rdsServer(resource)),
  remove: async (simulator, resource) => {
    await removePostgres(simulator, rdsServer(resource));
    noteBackups(simulator.world, resource, instanceInputs.parse(resource.inputs).identifier, undefined);
  },
  standIns: (simulator, resource) => {
    const { multiAz } = instanceInputs.parse(resource.inputs);
    return [
      ...(multiAz ? ["a failover starts the server again on the same files, there is no second copy"] : []),
      "a final snapshot is a record without data",
      ...postgresStandIns(simulator, serverOf(resource, simulator.world)),
    ];
  },
};

/** Name of an instance's server. */
export const rdsServer = ({ account, region, inputs }: SimulatedResource): string =>
  `postgres-${account}-${region}-${instanceInputs.parse(inputs).identifier}`;

function serverOf(resource: SimulatedResource, world: World): PostgresServer {
  const inputs = instanceInputs.parse(resource.inputs);
  const { account, region } = resource;
  const group = world.get({ type: parameterGroupTarget.type, id: inputs.parameterGroupName ?? "", account, region });
  return {
    name: rdsServer(resource),
    host: String(resource.outputs.address),
    port: inputs.port,
    version: inputs.engineVersion?.split(".")[0],
    parameters: Object.fromEntries(parameters.parse(group?.inputs.parameters).map(({ name, value }) => [name, value])),
    kind: kindOf(resource, inputs, world),
  };
}

function kindOf(resource: SimulatedResource, inputs: InstanceInputs, world: World): PostgresServer["kind"] {
  if (inputs.replicateSourceDb !== undefined) {
    const source = sourceOf(world, resource, inputs);
    return {
      source: source ? rdsServer(source) : undefined,
      sourcePort: source ? instanceInputs.parse(source.inputs).port : inputs.port,
    };
  }
  const from = restoredFrom(world, resource, inputs);
  const { restoreTime } = inputs.restoreToPointInTime ?? {};
  return {
    administrator: {
      name: z.string().default("postgres").parse(resource.outputs.username),
      password: inputs.password,
      group: "rds_superuser",
    },
    database: inputs.dbName,
    restore: from && { from: rdsServer(from), until: restoreTime === undefined ? new Date() : new Date(restoreTime) },
  };
}
