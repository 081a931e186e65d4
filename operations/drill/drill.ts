/**
 * Plays a scenario under a steady load of writes: prepares, lets it go wrong, takes the response's steps, and looks at what
 * is left.
 */
import * as z from "zod";
import { drillPath } from "../../simulator/application/answers.ts";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { Toolchain } from "../../simulator/toolchain/toolchain.ts";
import { type Counts, everyScenario, readCounts, runChecks } from "./checks.ts";
import { Customer } from "./customer.ts";
import { type Mark, observed } from "./marks.ts";
import { type Measured, measure } from "./measure.ts";
import { ingressAddresses, type Names } from "./names.ts";
import { Load } from "./observer.ts";
import { fill, type Platforms } from "./platform.ts";
import type { Check, CloudTime, Ground, Plan, Platform, Row, Scenario, Step, Subject } from "./scenario.ts";

/** Rows a second; at most so many wait for their answer. */
const load = { rate: 20, parallel: 16 } as const;
/** Rows that are served before anything goes wrong, and after all is well again: some seconds of them. */
const steady = { before: 100, after: 60 } as const;
/** Seconds that a write may take to be served when the response has worked; longer means that there was no recovery. */
const patience = 900;

/** Milliseconds that the first answer may take: the simulator begins to follow the cluster's objects with it. */
const firstAnswerMs = 120_000;

const numbers = z.object({ numbers: z.array(z.number()) });

export interface DrillArgs {
  readonly scenario: Scenario;
  readonly subject: Subject;
  readonly platforms: Platforms;
  readonly simulator: SimulatorClient;
  readonly toolchain: Toolchain;
  readonly names: Names;
  /** Takes a line of progress, with the seconds since the load began; before that with none. */
  readonly tell: (what: string, seconds: number | undefined) => void;
}

export interface Played {
  readonly measured: Measured;
  readonly checks: readonly Check[];
  readonly cloudTimes: readonly CloudTime[];
  readonly marks: readonly Mark[];
  readonly rows: readonly Row[];
  /** Numbers of acknowledged rows that are gone. */
  readonly lost: readonly number[];
  /** Why it could not be played to its end; empty where it was. */
  readonly broken: readonly string[];
}

/** @throws Error where it could not even begin: the platform does not serve, or the scenario's preparation fails */
export async function play(args: DrillArgs): Promise<Played> {
  const { scenario, subject, platforms } = args;
  const platform = await platforms.open(scenario.plan(subject).from ?? subject.place.stack);
  const drill = new Drill(args, platform);
  try {
    await drill.prepare();
    await drill.happen();
    return await drill.conclude();
  } finally {
    await drill.end();
  }
}

class Drill {
  readonly #args: DrillArgs;
  readonly #ground: Ground;
  readonly #plan: Plan;
  readonly #customer: Customer;
  readonly #observer: Load;
  readonly #cloudTimes: CloudTime[] = [];
  readonly #marks: Mark[] = [];
  readonly #broken: string[] = [];
  /** Milliseconds; the load's begin, as soon as there is one. */
  #began = performance.now();
  #loaded = false;
  #before: Counts = {};
  #event = 0;
  #recovered = 0;

  constructor(args: DrillArgs, platform: Platform) {
    const { scenario, subject, platforms, simulator, toolchain, names, tell } = args;
    const now = () => (performance.now() - this.#began) / 1000;
    const { hostname } = subject.tenant.spec;
    this.#args = args;
    this.#plan = scenario.plan(subject);
    this.#customer = new Customer({
      hostname,
      resolve: names.resolve,
      caFile: `${simulator.paths.state}/authority.pem`,
    });
    this.#observer = new Load({ ...load, now, send: (number) => this.#write(number) });
    this.#ground = {
      subject,
      platform,
      open: (stack) => platforms.open(stack),
      simulator,
      toolchain,
      observer: this.#observer,
      now,
      tell: (what) => tell(what, this.#loaded ? now() : undefined),
      cloudTook: (time) => this.#cloudTimes.push(time),
    };
  }

  async prepare(): Promise<void> {
    const { simulator, platform, subject, tell } = this.#ground;
    tell(`fills the database of ${subject.tenant.metadata.name}, where it is empty`);
    await fill(simulator, platform, subject.tenant.metadata.name);
    await this.#customer.demand("PUT", drillPath, undefined, firstAnswerMs);
    this.#before = await readCounts(this.#customer);
    await this.#plan.prepare?.(this.#ground);
    tell(`writes ${load.rate} rows a second as a customer of https://${subject.tenant.spec.hostname}`);
    this.#began = performance.now();
    this.#loaded = true;
    this.#observer.start();
    await this.#observer.served(steady.before, patience);
    await this.#plan.meanwhile?.(this.#ground);
  }

  async happen(): Promise<void> {
    const { now } = this.#ground;
    this.#event = now();
    for (const step of this.#plan.event) await this.#take("event", step);
    for (const step of this.#plan.response) await this.#take("step", step);
    this.#recovered = now();
    if (this.#broken.length === 0) await this.#attempt("the business", this.#observer.served(steady.after, patience));
  }

  async conclude(): Promise<Played> {
    const { scenario } = this.#args;
    await this.#observer.stop();
    this.#ground.tell("reads back what survived, and checks");
    const { rows } = this.#observer;
    const survivors = await this.#attempt("reading the rows back", this.#survivors());
    const [event, recovered] = [this.#event, this.#recovered];
    const measured: Measured = survivors
      ? measure({ rows, survivors, event, recovered, measures: scenario.measures })
      : { impossible: "what survived is not known" };
    const there = new Set(survivors);
    const confirmed = rows.filter(({ acknowledged }) => survivors && acknowledged !== undefined);
    return {
      measured,
      checks: await this.#checks(),
      cloudTimes: [...this.#cloudTimes, ...this.#args.names.moves],
      marks: observed(this.#marks, rows, event, measured),
      rows,
      lost: confirmed.flatMap(({ number }) => (there.has(number) ? [] : [number])),
      broken: this.#broken,
    };
  }

  /** Leaves nothing behind. */
  async end(): Promise<void> {
    await this.#observer.stop();
    await this.#plan.restore?.(this.#ground);
    await this.#customer.ask("DELETE", drillPath).catch(() => undefined);
    this.#customer.close();
  }

  async #write(number: number): Promise<void> {
    await this.#customer.demand("POST", `${drillPath}/rows`, { number });
  }

  async #survivors(): Promise<readonly number[]> {
    if (this.#plan.survivors) return this.#plan.survivors(this.#ground);
    return numbers.parse(await this.#customer.demand("GET", `${drillPath}/rows`, undefined, firstAnswerMs)).numbers;
  }

  async #take(kind: "event" | "step", { title, run }: Step): Promise<void> {
    if (this.#broken.length > 0) return;
    this.#marks.push({ at: this.#ground.now(), kind, what: title });
    this.#ground.tell(`${kind}: ${title}`);
    await this.#attempt(`the step "${title}"`, run(this.#ground));
  }

  /** What fails is written down, and the drill goes on to what can still be seen. */
  async #attempt<Result>(what: string, work: Promise<Result>): Promise<Result | undefined> {
    try {
      return await work;
    } catch (error) {
      this.#broken.push(`${what} failed: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  #checks(): Promise<readonly Check[]> {
    const { simulator, open, subject } = this.#ground;
    const { serving = subject.place.stack, checks = [] } = this.#plan;
    const addresses = async () => ingressAddresses(simulator, (await open(serving)).api);
    const args = { customer: this.#customer, before: this.#before, addresses };
    return runChecks([
      ...everyScenario.map(({ name, run }) => ({ name, run: () => run(args) })),
      ...checks.map(({ name, run }) => ({ name, run: () => run(this.#ground) })),
    ]);
  }
}
