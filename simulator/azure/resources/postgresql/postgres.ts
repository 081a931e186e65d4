/** The PostgreSQL behind a flexible server. */
import * as z from "zod";
import type { Backing } from "../../../cloud/definition.ts";
import { restorableSince } from "../../../services/postgres/archive.ts";
import { isReplica as isRunningReplica, untilCaughtUp } from "../../../services/postgres/replication.ts";
import {
  cutPostgres,
  type PostgresServer,
  postgresStandIns,
  postgresVersion,
  removePostgres,
  startPostgres,
} from "../../../services/postgres/server.ts";
import type { Simulator } from "../../../simulator.ts";
import type { Properties, SimulatedResource, World } from "../../../world.ts";
import { lastSegment, parentId } from "../../names.ts";
import { type ServerInputs, serverInputs, serverType } from "./inputs.ts";
import { isReplica, sourceOf } from "./replicas.ts";

const configurationType = "azure-native:dbforpostgresql:Configuration";

/** https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-security (2026-11). */
const administrators = "azure_pg_admin";

const port = 5432;

type Parameters = Readonly<Record<string, string>>;

/** Changes of a server, one after the other: its parameters are resources of their own. */
const pending = new Map<string, Promise<unknown>>();

type PostgresBacking = Backing &
  Required<Pick<Backing, "cut">> & {
    /** A parameter that is set, or put back. */
    applyParameter(simulator: Simulator, parameter: SimulatedResource, isSet: boolean): Promise<Properties>;
  };

export const postgres: PostgresBacking = {
  program: "PostgreSQL",
  apply: async (simulator, resource) => {
    // It waits there until its zone has power again.
    const zone = `${resource.region}-${resource.outputs.availabilityZone}`;
    if (simulator.world.outages.isOff(zone)) return {};
    await start(simulator, resource, parametersOf(simulator.world, resource));
    const minorVersion = (await postgresVersion(simulator)).split(".")[1];
    const since = restorableSince(simulator, flexibleServer(resource.id));
    const { backup } = serverInputs.parse(resource.inputs);
    return { minorVersion, ...(since ? { backup: { ...backup, earliestRestoreDate: since.toISOString() } } : {}) };
  },
  cut: (simulator, resource) => cutPostgres(simulator, flexibleServer(resource.id)),
  remove: (simulator, resource) => removePostgres(simulator, flexibleServer(resource.id)),
  standIns: (simulator, resource) => {
    const { highAvailability } = serverInputs.parse(resource.inputs);
    const server = serverOf(resource, parametersOf(simulator.world, resource), simulator.world);
    return [
      ...(highAvailability && highAvailability.mode !== "Disabled"
        ? ["a failover starts the server again on the same files, there is no second copy"]
        : []),
      "geo-redundant backups are a record without data",
      "Entra logins are not simulated, passwords are",
      ...postgresStandIns(simulator, server),
    ];
  },
  applyParameter: async (simulator, parameter, isSet) => {
    const server = simulator.world.find(serverType, parentId(parameter.id));
    if (!server) return {};
    const { [lastSegment(parameter.id)]: _own, ...others } = parametersOf(simulator.world, server);
    const own = isSet ? { [lastSegment(parameter.id)]: String(parameter.inputs.value) } : {};
    await start(simulator, server, { ...others, ...own });
    return { isConfigPendingRestart: false };
  },
};

function start(simulator: Simulator, resource: SimulatedResource, parameters: Parameters) {
  const before = pending.get(resource.id) ?? Promise.resolve();
  const next = before
    .catch(() => {})
    .then(async () => {
      const server = serverOf(resource, parameters, simulator.world);
      await waitForSource(simulator, resource);
      await startPostgres(simulator, server);
    });
  pending.set(resource.id, next);
  return next;
}

/** A planned promotion loses nothing: it waits until the replica has what its source has. */
async function waitForSource(simulator: Simulator, resource: SimulatedResource): Promise<void> {
  const inputs = serverInputs.parse(resource.inputs);
  const isPlanned = inputs.replica?.promoteOption.toLowerCase() === "planned";
  const source = sourceOf(simulator.world, inputs);
  const name = flexibleServer(resource.id);
  if (isPlanned && source && !isReplica(resource) && isRunningReplica(simulator, name))
    await untilCaughtUp(simulator, name, flexibleServer(source.id));
}

/**
 * A replica begins with its source's. What changes at the source later is not copied by Azure and is here, with the replica's
 * next start (https://learn.microsoft.com/azure/postgresql/read-replica/concepts-read-replicas, "Server parameters", read 2026-11).
 */
function parametersOf(world: World, { id: server, inputs }: Pick<SimulatedResource, "id" | "inputs">): Parameters {
  const own = world.all(configurationType).filter(({ id }) => parentId(id) === server);
  const { createMode, sourceServerResourceId } = serverInputs.parse(inputs);
  const source = createMode === "Replica" ? world.find(serverType, sourceServerResourceId ?? "") : undefined;
  return {
    ...(source ? parametersOf(world, source) : {}),
    ...Object.fromEntries(own.map((each) => [lastSegment(each.id), String(each.inputs.value)])),
  };
}

/** Name of the PostgreSQL behind a server. */
export const flexibleServer = (id: string): string => `postgres-${lastSegment(id)}`;

function serverOf(resource: SimulatedResource, parameters: Parameters, world: World): PostgresServer {
  const inputs = serverInputs.parse(resource.inputs);
  return {
    name: flexibleServer(resource.id),
    host: z.string().parse(resource.outputs.fullyQualifiedDomainName),
    port,
    parameters,
    version: inputs.version,
    kind: kindOf(resource, inputs, world),
  };
}

function kindOf(resource: SimulatedResource, inputs: ServerInputs, world: World): PostgresServer["kind"] {
  const source = sourceOf(world, inputs);
  if (isReplica(resource)) return { source: source && flexibleServer(source.id), sourcePort: port };
  const { createMode, pointInTimeUTC, administratorLoginPassword: password } = inputs;
  return {
    administrator: {
      name: z.string().default("").parse(resource.outputs.administratorLogin),
      password,
      group: administrators,
    },
    database: undefined,
    restore:
      createMode === "PointInTimeRestore" && source && pointInTimeUTC !== undefined
        ? { from: flexibleServer(source.id), until: new Date(pointInTimeUTC) }
        : undefined,
  };
}
