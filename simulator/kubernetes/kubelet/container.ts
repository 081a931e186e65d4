/** One container: started, watched, started again as the pod's restart policy says. */
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Container, ContainerState, ContainerStatus, Terminated } from "../api/model.ts";
import { watchHealth } from "./health.ts";
import { MissingReference } from "./objects.ts";
import type { Locate } from "./probe.ts";
import type { LocalProcess } from "./process.ts";

export type RestartPolicy = "Always" | "OnFailure" | "Never";

/** A process that was started for a container. */
export interface Started {
  readonly process: LocalProcess;
  readonly logFile: string;
  readonly locate: Locate;
  /** Name of the local program, for the report. */
  readonly program: string;
}

export interface ContainerArgs {
  readonly container: Container;
  readonly policy: RestartPolicy;
  /** Starts it for the given time, counted from 0. Fails with {@link MissingReference} while it cannot. */
  readonly start: (attempt: number) => Promise<Started>;
  /** Resolves when a Secret or ConfigMap has changed, after a while, or on the signal. */
  readonly objectsChanged: (signal: AbortSignal) => Promise<void>;
  /** What an earlier run of the simulator reported. */
  readonly previous?: ContainerStatus;
}

/** Marks containers that really ran; the report looks for it. */
export const processScheme = "process://";

/** Seconds; a tenth of the kubelet's own 10 and 300, because nobody wants to wait for a simulator. */
const backOff = { first: 1, longest: 30 };
/** Milliseconds of running after which earlier failures are forgotten, as the kubelet's ten minutes. */
const steadyMs = 60_000;
/** Lines of the log that a failed container shows in its status. */
const messageLines = 15;
/** https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/ (read 2026-11-22). */
const messageBytes = 2048;

export class ContainerRunner extends EventEmitter<{ changed: [] }> {
  readonly #args: ContainerArgs;
  readonly #stopped = new AbortController();
  #state: ContainerState = { waiting: { reason: "PodInitializing" } };
  #last: ContainerState | undefined;
  #restarts = 0;
  #ready = false;
  #id = "";
  #program = "";
  #process: LocalProcess | undefined;

  constructor(args: ContainerArgs) {
    super();
    this.#args = args;
    const { previous, policy } = args;
    if (!previous) return;
    const end = endOf(previous);
    this.#restarts = previous.restartCount + (end && isRestarted(policy, end) ? 1 : 0);
    this.#last = end ? { terminated: end } : previous.lastState;
    this.#id = previous.containerID ?? "";
    this.#program = previous.imageID;
    if (end && !isRestarted(policy, end)) this.#state = { terminated: end };
  }

  get status(): ContainerStatus {
    const { name, image } = this.#args.container;
    return {
      name,
      image,
      imageID: this.#program,
      ...(this.#id ? { containerID: this.#id } : {}),
      ready: this.#ready,
      started: this.#state.running !== undefined,
      restartCount: this.#restarts,
      state: this.#state,
      ...(this.#last ? { lastState: this.#last } : {}),
    };
  }

  /** Resolves with the last end when it will not run again; with nothing if it was stopped before it ever ran. */
  async run(): Promise<Terminated | undefined> {
    if (this.#state.terminated) return this.#state.terminated;
    let failures = 0;
    for (;;) {
      const begun = Date.now();
      const ended = await this.#once();
      if (!ended || this.#stopped.signal.aborted || !isRestarted(this.#args.policy, ended)) return ended;
      failures = Date.now() - begun > steadyMs ? 1 : failures + 1;
      await this.#pauseBefore(failures, ended);
      if (this.#stopped.signal.aborted) return ended;
      this.#restarts += 1;
    }
  }

  /** Asks the process to end, and ends it after the grace period. */
  async stop(graceSeconds: number): Promise<void> {
    this.#stopped.abort();
    const process = this.#process;
    if (!process) return;
    process.signal("SIGTERM");
    const timer = setTimeout(() => process.signal("SIGKILL"), graceSeconds * 1000);
    await process.exit;
    clearTimeout(timer);
  }

  async #once(): Promise<Terminated | undefined> {
    const started = await this.#start();
    if (!started) return undefined;
    const { process, logFile, program, locate } = started;
    const startedAt = timestamp();
    this.#process = process;
    this.#program = processScheme + program;
    this.#id = `${processScheme}${this.#args.container.name}-${this.#restarts}-${process.pid ?? "failed"}`;
    const ended = new AbortController();
    this.#ready = !this.#args.container.readinessProbe;
    this.#set({ running: { startedAt } });
    void watchHealth({
      container: this.#args.container,
      locate,
      signal: ended.signal,
      ready: (ready) => this.#setReady(ready),
      dead: () => process.signal("SIGTERM"),
    });
    const { code, signal, failure } = await process.exit;
    ended.abort();
    this.#process = undefined;
    this.#ready = false;
    const terminated: Terminated = {
      exitCode: code,
      ...(signal === undefined ? {} : { signal }),
      reason: failure ? "StartError" : code === 0 ? "Completed" : "Error",
      ...(code === 0 ? {} : { message: failure ?? tail(logFile) }),
      startedAt,
      finishedAt: timestamp(),
      containerID: this.#id,
    };
    this.#set({ terminated });
    return terminated;
  }

  /** Tries until everything that the container refers to is there. */
  async #start(): Promise<Started | undefined> {
    while (!this.#stopped.signal.aborted) {
      try {
        return await this.#args.start(this.#restarts);
      } catch (error) {
        const reason = error instanceof MissingReference ? "CreateContainerConfigError" : "CreateContainerError";
        this.#set({ waiting: { reason, message: String(error instanceof Error ? error.message : error) } });
        await this.#args.objectsChanged(this.#stopped.signal);
      }
    }
    return undefined;
  }

  #setReady(ready: boolean): void {
    this.#ready = ready;
    this.emit("changed");
  }

  async #pauseBefore(failures: number, ended: Terminated): Promise<void> {
    this.#last = { terminated: ended };
    const seconds = failures > 1 ? Math.min(backOff.first * 2 ** (failures - 2), backOff.longest) : 0;
    if (seconds === 0) return;
    const message = `back-off ${seconds}s restarting failed container=${this.#args.container.name}`;
    this.#set({ waiting: { reason: "CrashLoopBackOff", message } });
    await pause(seconds * 1000, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
  }

  #set(state: ContainerState): void {
    this.#state = state;
    this.emit("changed");
  }
}

/** How a container ended that an earlier run of the simulator reported; nothing if it never ran. */
function endOf({ state }: ContainerStatus): Terminated | undefined {
  if (state.terminated) return state.terminated;
  if (!state.running) return undefined;
  const { startedAt } = state.running;
  const message = "the simulator was stopped while the container ran";
  return { exitCode: 137, reason: "ContainerStatusUnknown", message, startedAt, finishedAt: timestamp() };
}

const isRestarted = (policy: RestartPolicy, { exitCode }: Terminated) =>
  policy === "Always" || (policy === "OnFailure" && exitCode !== 0);

/** To the second, as the API server keeps times. */
const timestamp = () => `${new Date().toISOString().slice(0, 19)}Z`;

function tail(file: string): string {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n").slice(-messageLines);
  return lines.join("\n").slice(-messageBytes);
}
