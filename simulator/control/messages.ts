/**
 * What is said over the daemon's socket: one JSON line asks, one JSON line answers. After `open` the connection stays,
 * and the plugin's server lives as long as it does.
 */
import { join } from "node:path";
import * as z from "zod";
import { faultSchema } from "../faults.ts";
import type { SimulatorPaths } from "../paths.ts";

export const commandSchema = z.discriminatedUnion("command", [
  z.strictObject({
    command: z.literal("open"),
    /** Name of a provider, for example `aws`. */
    plugin: z.string(),
    /** Process id of the engine that wants it. */
    engine: z.int(),
    /** The engine's environment: it says whose credentials the command line has. */
    environment: z.record(z.string(), z.string()),
  }),
  z.strictObject({ command: z.literal("status") }),
  /** Variables of the engine for one account; see `engine/environment.ts`. */
  z.strictObject({ command: z.literal("environment"), account: z.string(), region: z.string() }),
  /** What the last run that changed a stack did, in virtual time. */
  z.strictObject({ command: z.literal("operations"), stack: z.string() }),
  z.strictObject({ command: z.literal("fault"), fault: faultSchema }),
  /** Waits until the cloud has come to rest, and forgets faults that have not struck; answers where the others did. */
  z.strictObject({ command: z.literal("clear-faults") }),
  /** Everything that exists, whole. */
  z.strictObject({ command: z.literal("world") }),
  /** Brings the work tree's `gitops/` as it is now to a branch of the simulated Git host. */
  z.strictObject({ command: z.literal("publish"), repository: z.string(), revision: z.string() }),
  /** Commits files, by path, on top of what was published. */
  z.strictObject({
    command: z.literal("commit"),
    repository: z.string(),
    revision: z.string(),
    files: z.record(z.string(), z.string()),
    message: z.string(),
  }),
  /** The clusters that run in one account and region, and the simulator's own way into them. */
  z.strictObject({ command: z.literal("clusters"), account: z.string(), region: z.string() }),
  /** Loopback address behind a host name of the simulated clouds. */
  z.strictObject({ command: z.literal("resolve"), host: z.string() }),
  /** What the simulated internet was asked and told. */
  z.strictObject({ command: z.literal("internet") }),
  /** Takes a region's power away, or gives it back. */
  z.strictObject({ command: z.literal("region"), region: z.string(), state: z.enum(["off", "on"]) }),
  /** The same for one zone of a region, for example `eu-central-1a` or `germanywestcentral-1`. */
  z.strictObject({ command: z.literal("zone"), zone: z.string(), state: z.enum(["off", "on"]) }),
  /** Address of the name server of the simulated world. */
  z.strictObject({ command: z.literal("dns") }),
  /** Writes another zone's name servers into a domain's parent zone, as a person does there. */
  z.strictObject({ command: z.literal("delegate"), domain: z.string(), zone: z.string() }),
  /** What is switched off, and who called there all the same. */
  z.strictObject({ command: z.literal("outages") }),
  /** A database server's standby takes over; see `databases/failover.ts`. */
  z.strictObject({
    command: z.literal("database-failover"),
    account: z.string(),
    region: z.string(),
    id: z.string(),
  }),
  /** Seconds that what is copied takes on its way from now on; what is left out stays as it is. */
  z.strictObject({
    command: z.literal("replication"),
    /** From a database to its replicas. */
    lag: z.number().nonnegative().optional(),
    /** From an object to its copy in another region. */
    objects: z.number().nonnegative().optional(),
  }),
  /** How many copies of objects are on their way. */
  z.strictObject({ command: z.literal("copies") }),
  /** Copies what lay in an S3 bucket before its replication was configured, as a job of S3 Batch Replication does. */
  z.strictObject({ command: z.literal("copy-existing"), bucket: z.string() }),
  /** Removes everything that stands in one account and region, with its data. */
  z.strictObject({ command: z.literal("take-down"), account: z.string(), region: z.string() }),
  /** Changes or deletes what stands in a cloud, as a person in its console would; see `providers/console.ts`. */
  z.strictObject({
    command: z.literal("alter"),
    type: z.string(),
    id: z.string(),
    account: z.string(),
    region: z.string(),
    set: z.record(z.string(), z.unknown()).nullable(),
  }),
  z.strictObject({ command: z.literal("stop") }),
]);

export type Command = z.output<typeof commandSchema>;

const operation = z.object({
  operation: z.enum(["create", "update", "delete"]),
  urn: z.string(),
  start: z.number(),
  end: z.number(),
});

const properties = z.record(z.string(), z.unknown());

const resource = z.object({
  type: z.string(),
  id: z.string(),
  account: z.string(),
  region: z.string(),
  inputs: properties,
  outputs: properties,
});

const standing = z.object({
  /** Pulumi type token. */
  type: z.string(),
  id: z.string(),
  account: z.string(),
  region: z.string(),
  /** The program that really runs; nothing where the resource is a record only. */
  program: z.string().optional(),
  /** What of the resource is not as in the cloud. */
  standIns: z.array(z.string()),
});

const attempt = z.object({
  region: z.string(),
  /** An engine's provider, or any other program by a host name. */
  by: z.enum(["pulumi", "program"]),
  /** For example `update aws:rds/instance:Instance main`, or a host name. */
  call: z.string(),
  times: z.int(),
});

const clusterAccess = z.object({
  name: z.string(),
  /** `https://<address>:<port>`. */
  server: z.string(),
  /** File of the certificate authority that signed its certificate. */
  caFile: z.string(),
  /** Of an administrator, until the simulator ends. */
  token: z.string(),
  /** Folder of its local containers' logs. */
  logs: z.string(),
});

/** What the commands answer; the others answer null. */
export const answers = {
  open: z.object({ port: z.int() }),
  status: z.object({
    pid: z.int(),
    /** Milliseconds since 1970. */
    startedAt: z.number(),
    processes: z.array(z.string()),
    resources: z.array(standing),
  }),
  environment: z.record(z.string(), z.string()),
  operations: z.object({ seconds: z.number(), operations: z.array(operation) }),
  hits: z.array(operation.pick({ operation: true, urn: true })),
  world: z.array(resource),
  takeDown: z.object({ removed: z.int() }),
  publish: z.object({ commit: z.string() }),
  clusters: z.array(clusterAccess),
  dns: z.object({ address: z.string(), port: z.int() }),
  outages: z.object({
    /** Names of regions and zones. */
    off: z.array(z.string()),
    /** Calls to each region since it was last switched off. */
    attempts: z.array(attempt),
  }),
  databaseFailover: z.object({ zone: z.string() }),
  copies: z.object({ pending: z.int() }),
  resolve: z.object({ address: z.string().nullable() }),
  internet: z.object({
    /** Requests for hosts that nobody answers for, by host. */
    refused: z.record(z.string(), z.number()),
    /** Values that `gitops/` sets and that have no effect in the simulator. */
    ignoredValues: z.array(z.object({ chart: z.string(), path: z.string() })),
    /** Where local processes ask for a pod's cloud credentials. */
    podIdentity: z.string(),
    /** What batch jobs pushed, by group, in Prometheus' exposition format. */
    metrics: z.record(z.string(), z.string()),
  }),
};

export type Status = z.output<typeof answers.status>;
export type Operations = z.output<typeof answers.operations>;
export type NameServer = z.output<typeof answers.dns>;
export type OutageRecord = z.output<typeof answers.outages>;
export type InternetRecord = z.output<typeof answers.internet>;
export type ClusterAccess = z.output<typeof clusterAccess>;
/** A resource, and how much of it is real. */
export type Standing = z.output<typeof standing>;

/** Every answer is one of these. */
export const replySchema = z.union([z.strictObject({ answer: z.unknown() }), z.strictObject({ error: z.string() })]);

export const socketFile = (paths: SimulatorPaths): string => join(paths.run, "daemon.sock");
