/** How far a server is behind the one that it follows, as both clouds measure it. */

import { instanceType } from "../aws/resources/rds/inputs.ts";
import { rdsServer } from "../aws/resources/rds/postgres.ts";
import { flexibleServer } from "../azure/resources/postgresql/postgres.ts";
import { psql } from "../services/postgres/programs.ts";
import { isReplica } from "../services/postgres/replication.ts";
import type { Simulator } from "../simulator.ts";
import type { SimulatedResource } from "../world.ts";

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Monitor.html (read 2026-11-22). */
const question = "SELECT extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp());\n";

/** @returns seconds; nothing for a server that follows none, that is away, or that has replayed nothing yet */
export async function lagOf(simulator: Simulator, resource: SimulatedResource): Promise<number | undefined> {
  const name = resource.type === instanceType ? rdsServer(resource) : flexibleServer(resource.id);
  if (!isReplica(simulator, name) || simulator.world.outages.isOff(resource.region)) return undefined;
  const seconds = await psql(simulator, name, question);
  return seconds === "" ? undefined : Number(seconds);
}
