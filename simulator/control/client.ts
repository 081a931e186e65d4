/** The other end of the daemon's socket: a simulator that runs in the background. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import type { Fault, Hit } from "../faults.ts";
import { faultSchema } from "../faults.ts";
import type { SimulatorPaths } from "../paths.ts";
import type { Alteration } from "../providers/console.ts";
import { startTime } from "../start-time.mjs";
import type { SimulatedResource } from "../world.ts";
import {
  answers,
  type ClusterAccess,
  type Command,
  type InternetRecord,
  type NameServer,
  type Operations,
  type OutageRecord,
  replySchema,
  type Status,
  socketFile,
} from "./messages.ts";

/** Milliseconds between two looks at a daemon that is ending. */
const pollMs = 10;

export class SimulatorClient {
  readonly paths: SimulatorPaths;

  constructor(paths: SimulatorPaths) {
    this.paths = paths;
  }

  /** Whether a daemon answers; one that is dying may still take a connection. */
  isRunning(): Promise<boolean> {
    return this.status().then(
      () => true,
      () => false,
    );
  }

  status(): Promise<Status> {
    return this.#ask({ command: "status" }, answers.status);
  }

  /** Variables of the engine for a stack in this account and region. */
  environment(account: string, region: string): Promise<Readonly<Record<string, string>>> {
    return this.#ask({ command: "environment", account, region }, answers.environment);
  }

  /** What the last run that changed a stack did, in virtual seconds. */
  operations(stack: string): Promise<Operations> {
    return this.#ask({ command: "operations", stack }, answers.operations);
  }

  /** Makes coming calls of a provider fail. */
  async fault(fault: Fault): Promise<void> {
    await this.#ask({ command: "fault", fault: faultSchema.parse(fault) }, z.null());
  }

  /** Waits until the cloud has come to rest, and forgets faults that have not struck; gives where the others did, in their order. */
  clearFaults(): Promise<readonly Hit[]> {
    return this.#ask({ command: "clear-faults" }, answers.hits);
  }

  /** Everything that exists, with all that the simulator knows of it. */
  world(): Promise<readonly SimulatedResource[]> {
    return this.#ask({ command: "world" }, answers.world);
  }

  /** Brings the work tree's `gitops/` as it is now to a branch of the simulated Git host; gives its newest commit. */
  async publish(branch: { readonly repository: string; readonly revision: string }): Promise<string> {
    return (await this.#ask({ command: "publish", ...branch }, answers.publish)).commit;
  }

  /**
   * Commits files on top of what was published, as a person would push them; gives the branch's newest commit.
   * @param files  new texts by path
   */
  async commit(
    branch: { readonly repository: string; readonly revision: string },
    files: Readonly<Record<string, string>>,
    message: string,
  ): Promise<string> {
    return (await this.#ask({ command: "commit", ...branch, files, message }, answers.publish)).commit;
  }

  /** The clusters that run in an account and region; see `kubernetes/connect.ts` for the way in. */
  clusters(account: string, region: string): Promise<readonly ClusterAccess[]> {
    return this.#ask({ command: "clusters", account, region }, answers.clusters);
  }

  /** Loopback address behind a host name of the simulated clouds; nothing where none has that name. */
  async resolve(host: string): Promise<string | undefined> {
    return (await this.#ask({ command: "resolve", host }, answers.resolve)).address ?? undefined;
  }

  /** What the simulated internet was asked and told. */
  internet(): Promise<InternetRecord> {
    return this.#ask({ command: "internet" }, answers.internet);
  }

  /**
   * Takes a region's power away, for all accounts, or gives it back; what had reached a disk is there again.
   * @throws Error that names the regions there are, for one in which nothing stands
   */
  async switchRegion(region: string, state: "off" | "on"): Promise<void> {
    await this.#ask({ command: "region", region, state }, z.null());
  }

  /**
   * Takes a zone's power away, or gives it back.
   * @param zone  for example `eu-central-1a` or `germanywestcentral-1`
   * @throws Error that names the zones there are, for another
   */
  async switchZone(zone: string, state: "off" | "on"): Promise<void> {
    await this.#ask({ command: "zone", zone, state }, z.null());
  }

  /**
   * Has a database server's standby in another zone take over; its sessions end, and no committed row is lost.
   * @param id  physical, or on AWS the identifier
   * @returns the zone where it stands now, as the simulator switches zones
   * @throws Error for a server that does not exist, or has no standby
   */
  async databaseFailover(account: string, region: string, id: string): Promise<string> {
    return (await this.#ask({ command: "database-failover", account, region, id }, answers.databaseFailover)).zone;
  }

  /** Sets how long what is copied takes on its way, in seconds; see `control/messages.ts`. */
  async setReplication(times: Omit<Extract<Command, { command: "replication" }>, "command">): Promise<void> {
    await this.#ask({ command: "replication", ...times }, z.null());
  }

  /** How many copies of objects are on their way to another region. */
  async copiesPending(): Promise<number> {
    return (await this.#ask({ command: "copies" }, answers.copies)).pending;
  }

  /**
   * Copies what lay in an S3 bucket before its replication was configured, as a job of S3 Batch Replication does. Blobs of
   * Azure need none: their policy asks for them.
   */
  async copyExisting(bucket: string): Promise<void> {
    await this.#ask({ command: "copy-existing", bucket }, z.null());
  }

  /** The name server of the simulated world, over UDP and TCP. */
  dns(): Promise<NameServer> {
    return this.#ask({ command: "dns" }, answers.dns);
  }

  /**
   * Sends the world to another of a domain's zones, as a person does at the parent zone.
   * @param zone  id of a hosted zone of Route 53, or ARM id of a zone of Azure DNS
   * @throws Error that names the domain's zones, for another
   */
  async delegate(domain: string, zone: string): Promise<void> {
    await this.#ask({ command: "delegate", domain, zone }, z.null());
  }

  /** What is switched off, and who called there all the same since it was. */
  outages(): Promise<OutageRecord> {
    return this.#ask({ command: "outages" }, answers.outages);
  }

  /** Removes everything that stands in an account and region, with its data; gives how many resources that were. */
  async takeDown(account: string, region: string): Promise<number> {
    const { removed } = await this.#ask({ command: "take-down", account, region }, answers.takeDown);
    return removed;
  }

  /**
   * Changes or deletes what stands in a cloud, past Pulumi.
   * @param region  of the stack, for credentials
   * @throws Error in the cloud's own words
   */
  async alter(region: string, alteration: Alteration): Promise<void> {
    await this.#ask({ command: "alter", region, ...alteration }, z.null());
  }

  /** Ends the simulator and all its processes; what exists in its clouds stays for the next start. */
  async stop(): Promise<void> {
    const { pid } = await this.status();
    await this.#ask({ command: "stop" }, z.null());
    while (startTime(pid) !== undefined) await pause(pollMs);
  }

  /** @throws Error with the daemon's own words, or that there is no daemon */
  async #ask<Schema extends z.ZodType>(command: Command, answer: Schema): Promise<z.output<Schema>> {
    const socket = await this.#connect();
    socket.end(`${JSON.stringify(command)}\n`);
    const reply = replySchema.parse(JSON.parse(await text(socket)));
    if ("error" in reply) throw new Error(reply.error);
    return answer.parse(reply.answer);
  }

  async #connect(): Promise<Socket> {
    const socket = connect(socketFile(this.paths));
    try {
      await once(socket, "connect");
    } catch (error) {
      throw new Error(`no simulator runs in ${this.paths.home}: start it with \`npm start\``, { cause: error });
    }
    return socket;
  }
}
