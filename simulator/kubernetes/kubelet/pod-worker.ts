/** One pod that runs as local processes, from its first container to its last report. */
import type { Api } from "../api/api.ts";
import type { Container, ContainerStatus, Pod, PodStatus } from "../api/model.ts";
import { pods } from "../api/resources.ts";
import type { PodAddress } from "./addresses.ts";
import { ContainerRunner, type RestartPolicy, type Started } from "./container.ts";
import { Reporter } from "./reporter.ts";
import { standIn } from "./stand-in.ts";
import { podStatus } from "./status.ts";
import type { Volumes } from "./volumes.ts";

export interface PodWorkerArgs {
  readonly api: Api;
  readonly pod: Pod;
  readonly address: PodAddress;
  readonly nodeAddress: string;
  readonly volumes: Volumes;
  /** Whether a container has a local program. */
  readonly isReal: (container: Container) => boolean;
  /** Starts a container for the given time, counted from 0. */
  readonly start: (container: Container, attempt: number) => Promise<Started>;
  /** Resolves when a Secret or ConfigMap has changed, after a while, or on the signal. */
  readonly objectsChanged: (signal: AbortSignal) => Promise<void>;
}

/** Seconds that processes get when the simulator itself stops. */
const haltSeconds = 5;

export class PodWorker {
  readonly #args: PodWorkerArgs;
  readonly #runners = new Map<string, ContainerRunner>();
  readonly #reporter: Reporter;
  readonly #stopped = new AbortController();
  readonly #started = now();
  /** The pod as the API server last showed it. */
  #pod: Pod;
  #waitingFor: string | undefined;
  #stage: "mounting" | "preparing" | "running" = "mounting";
  #work: Promise<void> = Promise.resolve();
  #ending: Promise<void> | undefined;

  constructor(args: PodWorkerArgs) {
    this.#args = args;
    this.#pod = args.pod;
    this.#reporter = new Reporter(args.api, args.pod.metadata, () => this.#status());
    const { spec } = args.pod;
    const policy = spec.restartPolicy ?? "Always";
    for (const container of spec.initContainers ?? []) {
      this.#add(container, container.restartPolicy ?? (policy === "Always" ? "OnFailure" : policy));
    }
    for (const container of spec.containers) this.#add(container, policy);
  }

  begin(): void {
    this.#work = this.#run();
  }

  /** Takes a change of the pod over: the only one that matters to a running pod is that it is to end. */
  update(pod: Pod): void {
    this.#pod = pod;
    if (pod.metadata.deletionTimestamp) this.#ending ??= this.#end(pod);
  }

  /** Secrets and ConfigMaps have changed. */
  refresh(): void {
    if (this.#stage !== "mounting") this.#args.volumes.refresh();
  }

  /** The simulator stops, or the pod was taken away: processes end, and nothing is reported. */
  async halt(graceSeconds = haltSeconds): Promise<void> {
    this.#reporter.close();
    await this.#stop(graceSeconds);
  }

  #add(container: Container, policy: RestartPolicy): void {
    if (!this.#args.isReal(container)) return;
    const { status } = this.#args.pod;
    const before = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    const previous = before.find(({ name }) => name === container.name);
    const runner = new ContainerRunner({
      container,
      policy,
      start: (attempt) => this.#args.start(container, attempt),
      objectsChanged: this.#args.objectsChanged,
      ...(previous ? { previous } : {}),
    });
    runner.on("changed", () => void this.#reporter.report());
    this.#runners.set(container.name, runner);
  }

  async #run(): Promise<void> {
    await this.#mount();
    this.#stage = "preparing";
    const prepared = await this.#prepare();
    this.#stage = "running";
    if (prepared) await Promise.all(this.#args.pod.spec.containers.map(({ name }) => this.#runners.get(name)?.run()));
    this.#args.volumes.close();
    await this.#reporter.report();
  }

  /** Waits until everything that the volumes refer to is there. */
  async #mount(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        return await this.#args.volumes.write();
      } catch (error) {
        this.#waitingFor = String(error instanceof Error ? error.message : error);
        void this.#reporter.report();
        await this.#args.objectsChanged(signal);
      }
    }
  }

  /** Runs the init containers one after the other; says whether all of them succeeded. */
  async #prepare(): Promise<boolean> {
    for (const { name, restartPolicy } of this.#args.pod.spec.initContainers ?? []) {
      const run = this.#runners.get(name)?.run();
      // A sidecar goes on beside the others.
      if (restartPolicy === "Always" || !run) continue;
      const ended = await run;
      if (ended?.exitCode !== 0) return false;
    }
    return !this.#stopped.signal.aborted;
  }

  async #end({ metadata }: Pod): Promise<void> {
    await this.#stop(metadata.deletionGracePeriodSeconds ?? 30);
    await this.#reporter.report();
    this.#reporter.close();
    const { uid } = metadata;
    await this.#args.api.remove(pods, metadata, { gracePeriodSeconds: 0, ...(uid ? { uid } : {}) });
  }

  async #stop(graceSeconds: number): Promise<void> {
    this.#stopped.abort();
    this.#args.volumes.close();
    await Promise.all([...this.#runners.values()].map((runner) => runner.stop(graceSeconds)));
    await this.#work;
  }

  #status(): PodStatus {
    const { spec } = this.#pod;
    const { address, nodeAddress } = this.#args;
    return podStatus(this.#pod, {
      init: (spec.initContainers ?? []).map((container) => this.#containerStatus(container, true)),
      containers: spec.containers.map((container) => this.#containerStatus(container, false)),
      podAddress: address.shown,
      nodeAddress,
      started: this.#pod.status?.startTime ?? this.#started,
      now: now(),
    });
  }

  #containerStatus(container: Container, prepares: boolean): ContainerStatus {
    const status = this.#runners.get(container.name)?.status ?? standIn(container, { prepares, now: this.#started });
    const early = this.#stage === "mounting" || (this.#stage === "preparing" && !prepares);
    if (!early || status.state.terminated) return status;
    const message = this.#waitingFor ? { message: this.#waitingFor } : {};
    const reason = this.#stage === "mounting" ? "ContainerCreating" : "PodInitializing";
    return { ...status, ready: false, started: false, state: { waiting: { reason, ...message } } };
  }
}

const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
