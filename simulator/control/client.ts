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
  type Operations,
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
