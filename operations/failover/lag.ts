/** How far the databases that follow another region's have come: asked in their own region, of the cloud's figures. */
import * as z from "zod";
import { arm, aws } from "../cloud-cli.ts";
import { followers } from "../followers.ts";
import type { State, StateResource } from "../state.ts";

/** One server that follows another one. */
export interface Follower {
  /** As the cloud's console names it. */
  readonly name: string;
  /** Everything that was committed until then is on it; nothing where the cloud has no figure. */
  readonly until: Date | undefined;
  /** Why there is no figure. */
  readonly silence?: string;
}

/** Minutes that are looked back: the figures come once a minute, and the last ones before a loss are wanted. */
const lookBackMinutes = 15;

/** @param now  default the time */
export async function followersOf(state: State, region: string, now = new Date()): Promise<readonly Follower[]> {
  const from = new Date(now.getTime() - lookBackMinutes * 60_000);
  return Promise.all(
    followers(state)
      .map((resource) => questionOf(resource, region, { from, now }))
      .map(async ({ name, ask }): Promise<Follower> => {
        try {
          return { name, until: reached(await ask()) };
        } catch (error) {
          const silence = error instanceof Error ? error.message : String(error);
          return { name, until: undefined, silence: silence.split("\n")[0] ?? "" };
        }
      }),
  );
}

/** A figure: at some moment of the minute that begins then, the server was so many seconds behind. */
export interface Lag {
  readonly at: Date;
  readonly seconds: number;
}

/**
 * The last moment up to which a server certainly has everything. Both clouds measure the time since the last transaction that
 * was replayed, so a figure and its time name that transaction, and later figures of a server that gets nothing name the same.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Monitor.html and
 * https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas (read 2026-11)
 */
export function reached(lags: readonly Lag[]): Date | undefined {
  const moments = lags.filter(({ seconds }) => seconds >= 0).map(({ at, seconds }) => at.getTime() - seconds * 1000);
  return moments.length === 0 ? undefined : new Date(Math.max(...moments));
}

interface Span {
  readonly from: Date;
  readonly now: Date;
}

function questionOf({ type, outputs = {}, id = "" }: StateResource, region: string, span: Span) {
  const name = String(outputs.identifier ?? outputs.name);
  return type.startsWith("aws:")
    ? { name, ask: () => askRds(name, region, span) }
    : { name, ask: () => askAzure(id, span) };
}

const datapoints = z.object({ Datapoints: z.array(z.object({ Timestamp: z.coerce.date(), Minimum: z.number() })) });

async function askRds(name: string, region: string, { from, now }: Span): Promise<readonly Lag[]> {
  const words = [
    ["cloudwatch", "get-metric-statistics"],
    ["--namespace", "AWS/RDS", "--metric-name", "ReplicaLag"],
    ["--dimensions", `Name=DBInstanceIdentifier,Value=${name}`],
    ["--start-time", from.toISOString(), "--end-time", now.toISOString()],
    ["--period", "60", "--statistics", "Minimum"],
  ];
  const { Datapoints } = datapoints.parse(await aws(words.flat(), region));
  return Datapoints.map(({ Timestamp, Minimum }) => ({ at: Timestamp, seconds: Minimum }));
}

const metrics = z.object({
  value: z.array(
    z.object({
      timeseries: z.array(
        z.object({ data: z.array(z.object({ timeStamp: z.coerce.date(), minimum: z.number().optional() })) }),
      ),
    }),
  ),
});

async function askAzure(id: string, { from, now }: Span): Promise<readonly Lag[]> {
  const query = new URLSearchParams({
    "api-version": "2023-10-01",
    metricnames: "physical_replication_delay_in_seconds",
    timespan: `${from.toISOString()}/${now.toISOString()}`,
    interval: "PT1M",
    aggregation: "Minimum",
  });
  const { value } = metrics.parse(await arm(`${id}/providers/Microsoft.Insights/metrics?${query}`));
  return value
    .flatMap(({ timeseries }) => timeseries.flatMap(({ data }) => data))
    .flatMap(({ timeStamp, minimum }) => (minimum === undefined ? [] : [{ at: timeStamp, seconds: minimum }]));
}

/**
 * What of the primary is here, and what is lost by going on, for somebody who has to decide.
 * @param primary  stack that they follow
 */
export function describeFollowers(
  followers: readonly Follower[],
  primary: string,
  now = new Date(),
): readonly string[] {
  if (followers.length === 0) return [];
  const lines = followers.map(({ name, until, silence }) =>
    until === undefined
      ? `  ${name}: how far it is cannot be told: ${silence ?? "the cloud has no figure of the last quarter of an hour"}`
      : `  ${name}: has all that was committed until ${clock(until)}, ${ago(until, now)}`,
  );
  const known = followers.flatMap(({ until }) => until ?? []).sort((one, other) => one.getTime() - other.getTime());
  const [oldest] = known;
  return [
    `What is here of ${primary}:`,
    ...lines,
    `  to the byte: psql --host SERVER --dbname postgres --command 'SELECT pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn(), pg_last_xact_replay_timestamp()'`,
    oldest && known.length === followers.length
      ? `Going on loses what ${primary} acknowledged after ${clock(oldest)}, if anything was: a database in which nobody works looks behind as well. It stays in the databases of ${primary} as evidence.`
      : `Going on loses what ${primary} acknowledged and these servers have not got. Ask them first, if that decides.`,
    `Files are copied apart from rows, within 15 minutes on AWS and without a promise on Azure. Those that rows name and that had not arrived are named by the first backup afterwards (docs/object-replication.md).`,
  ];
}

const clock = (time: Date): string => time.toISOString().replace(/\.\d+Z$/, "Z");

function ago(time: Date, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - time.getTime()) / 1000));
  return seconds < 120 ? `${seconds} s ago` : `${Math.round(seconds / 60)} minutes ago`;
}
