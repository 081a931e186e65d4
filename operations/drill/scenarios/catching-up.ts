/** Waits until a second stack has all that the stack it follows has written. */
import { setTimeout as pause } from "node:timers/promises";
import type { StackPlace } from "../../stacks.ts";
import { type Login, loginOf, psql } from "../../start/psql.ts";
import { readSecret } from "../../start/secrets.ts";
import { findTenants, type RunningTenant } from "../../start/tenants.ts";
import type { Ground, Platform } from "../scenario.ts";

/** Seconds, on a busy machine. */
const timeoutSeconds = 900;
/** Milliseconds between two looks. */
const lookMs = 250;

/** A role that may log in to the database `postgres` (gitops/backup). */
const secret = "backup-verify";

/**
 * Has the objects copied that lay in a stack's buckets before they were replicated, and waits until every copy has arrived.
 * Azure's policies ask for that themselves.
 */
export async function copyEarlierObjects(
  { simulator, tell }: Pick<Ground, "simulator" | "tell">,
  { region }: Pick<StackPlace, "region">,
): Promise<void> {
  const buckets = (await simulator.world())
    .filter(({ type, inputs }) => type === replicationType && inputs.region === region)
    .map(({ inputs }) => String(inputs.bucket));
  for (const bucket of buckets) await simulator.copyExisting(bucket);
  await until("copies of objects have not arrived", async () => (await simulator.copiesPending()) === 0);
  tell(`objects of ${region} have their copies`);
}
const replicationType = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

/**
 * Waits until what is committed on a platform now has been replayed on the servers that follow its own.
 * @throws Error where a tenant's server has no replica
 */
export async function untilReplayed(
  ground: Pick<Ground, "simulator" | "toolchain" | "tell">,
  { api, place }: Platform,
): Promise<void> {
  for (const tenant of await findTenants(api)) {
    const login = await loginOf(ground.simulator, tenant, await readSecret(api, tenant.namespace, secret));
    const source: Login = { ...login, PGDATABASE: "postgres" };
    const replica: Login = { ...source, ...(await replicaOf(ground, tenant)) };
    const written = await psql(ground.toolchain, source, "SELECT pg_current_wal_flush_lsn()");
    const replayed = `SELECT pg_last_wal_replay_lsn() >= '${written}'`;
    await until(
      `${replica.PGHOST} has not replayed ${written}`,
      async () => (await psql(ground.toolchain, replica, replayed)) === "t",
    );
  }
  ground.tell(`what ${place.stack} has written has been replayed on the servers that follow it`);
}

async function replicaOf({ simulator }: Pick<Ground, "simulator">, { name, host }: RunningTenant): Promise<Login> {
  const world = await simulator.world();
  const source = world.find(({ outputs }) => nameOf(outputs) === host);
  const follower = world.find(
    ({ inputs, outputs, region }) =>
      region !== source?.region &&
      (source?.type === azureServer
        ? inputs.sourceServerResourceId === source.id && outputs.replicationRole === "GeoAsyncReplica"
        : inputs.replicateSourceDb !== undefined && inputs.replicateSourceDb === source?.outputs.arn),
  );
  const replica = String((follower && nameOf(follower.outputs)) ?? "");
  const address = replica && (await simulator.resolve(replica));
  if (!address) throw new Error(`no server in another region follows ${host}, which holds ${name}`);
  return { PGHOST: replica, PGHOSTADDR: address };
}

const azureServer = "azure-native:dbforpostgresql:Server";
/** Host name of a database server on either cloud. */
const nameOf = ({ address, fullyQualifiedDomainName }: Readonly<Record<string, unknown>>) =>
  address ?? fullyQualifiedDomainName;

/** @throws Error that says what is not, where it does not become true in time */
export async function until(not: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + timeoutSeconds * 1000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`after ${timeoutSeconds} s ${not}`);
    await pause(lookMs);
  }
}
