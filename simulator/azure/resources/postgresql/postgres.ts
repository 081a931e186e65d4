/** The PostgreSQL behind a flexible server. */
import * as z from "zod";
import type { Backing } from "../../../cloud/definition.ts";
import {
  type PostgresServer,
  postgresStandIns,
  postgresVersion,
  removePostgres,
  startPostgres,
} from "../../../services/postgres/server.ts";
import type { Simulator } from "../../../simulator.ts";
import type { Properties, SimulatedResource, World } from "../../../world.ts";
import { lastSegment, parentId } from "../../names.ts";
import { serverInputs, serverType } from "./inputs.ts";

const configurationType = "azure-native:dbforpostgresql:Configuration";

/** https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-security (2026-11). */
const administrators = "azure_pg_admin";

/** Changes of a server, one after the other: its parameters are resources of their own. */
const pending = new Map<string, Promise<unknown>>();

interface PostgresBacking extends Backing {
  /** A parameter that is set, or put back. */
  applyParameter(simulator: Simulator, parameter: SimulatedResource, isSet: boolean): Promise<Properties>;
}

export const postgres: PostgresBacking = {
  program: "PostgreSQL",
  apply: async (simulator, resource) => {
    await start(simulator, resource, parametersOf(simulator.world, resource.id));
    return { minorVersion: (await postgresVersion(simulator)).split(".")[1] };
  },
  remove: (simulator, resource) => removePostgres(simulator, nameOf(resource.id)),
  standIns: (simulator, resource) => {
    const { highAvailability } = serverInputs.parse(resource.inputs);
    const server = serverOf(resource, parametersOf(simulator.world, resource.id));
    return [
      ...(highAvailability && highAvailability.mode !== "Disabled" ? ["no standby"] : []),
      "backups of the service itself are a record without data",
      "Entra logins are not simulated, passwords are",
      ...postgresStandIns(simulator, server),
    ];
  },
  applyParameter: async (simulator, parameter, isSet) => {
    const server = simulator.world.find(serverType, parentId(parameter.id));
    if (!server) return {};
    const { [lastSegment(parameter.id)]: _own, ...others } = parametersOf(simulator.world, server.id);
    const own = isSet ? { [lastSegment(parameter.id)]: String(parameter.inputs.value) } : {};
    await start(simulator, server, { ...others, ...own });
    return { isConfigPendingRestart: false };
  },
};

function start(simulator: Simulator, resource: SimulatedResource, parameters: PostgresServer["parameters"]) {
  const before = pending.get(resource.id) ?? Promise.resolve();
  const next = before.catch(() => {}).then(() => startPostgres(simulator, serverOf(resource, parameters)));
  pending.set(resource.id, next);
  return next;
}

function parametersOf(world: World, server: string): Readonly<Record<string, string>> {
  const own = world.all(configurationType).filter(({ id }) => parentId(id) === server);
  return Object.fromEntries(own.map(({ id, inputs }) => [lastSegment(id), String(inputs.value)]));
}

const nameOf = (id: string): string => `postgres-${lastSegment(id)}`;

function serverOf(resource: SimulatedResource, parameters: PostgresServer["parameters"]): PostgresServer {
  const inputs = serverInputs.parse(resource.inputs);
  const { administratorLogin = "", administratorLoginPassword = "", createMode, sourceServerResourceId } = inputs;
  return {
    name: nameOf(resource.id),
    host: z.string().parse(resource.outputs.fullyQualifiedDomainName),
    port: 5432,
    parameters,
    version: inputs.version,
    kind:
      createMode === "Replica" && sourceServerResourceId
        ? { source: nameOf(sourceServerResourceId) }
        : {
            administrator: { name: administratorLogin, password: administratorLoginPassword, group: administrators },
            database: undefined,
          },
  };
}
