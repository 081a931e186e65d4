/**
 * What a drill is made of. A scenario is data: the runbook is printed from its steps, and the drill runs these very steps,
 * so that neither can say what the other does not do.
 */

import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { ClusterAccess } from "../../simulator/control/messages.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import type { Toolchain } from "../../simulator/toolchain/toolchain.ts";
import type { Settings } from "../../stacks/settings.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import type { BusinessFunction } from "../../stacks/tiers.ts";
import type { StackPlace } from "../stacks.ts";

/**
 * What a drill does to the platform that it runs on:
 * - `read-only`  nothing is written but the observer's own rows
 * - `copy`       works in a copy that is thrown away; the business notices nothing
 * - `disturbs`   the business may notice; against production it must be asked for twice
 */
export type Impact = "read-only" | "copy" | "disturbs";

/** Who says that a step is taken. `nobody`: the platform takes it by itself, people only watch. */
export const deciders = {
  nobody: "nobody: it happens by itself",
  operator: "the operator on call",
  lead: "the incident lead",
  owner: "the tenant's owner, with the incident lead",
} as const;
export type Decider = keyof typeof deciders;

/** What the text of a scenario depends on. It is known without a running platform. */
export interface Subject {
  readonly place: StackPlace;
  readonly settings: Settings;
  /** The tenant that is watched. */
  readonly tenant: Tenant;
  /** Others whose databases are on the same server. */
  readonly neighbours: readonly Tenant[];
}

export interface Step {
  /** In a few words, as an order: "Delete a web pod". */
  readonly title: string;
  readonly decides: Decider;
  /** Commands as an operator types them with the real cloud, one a line; empty where there is nothing to type. */
  readonly type: readonly string[];
  /** What the simulator does in its stead, where that is something else. */
  readonly simulated?: string;
  /** What one sees after that. */
  readonly expect: string;
  /** How one knows that it worked. */
  readonly worked: string;
  /** How to go back from here, or that there is nothing to go back from. */
  readonly back: string;
  /**
   * Does it in the simulator: the change that `type` brings about, or what `simulated` says.
   * Resolves when `worked` holds.
   * @throws Error with what was found instead, and the drill has failed
   */
  readonly run: (ground: Ground) => Promise<void>;
}

export interface Plan {
  /** Makes ready what the event needs, before the load starts; for example takes a backup. It is no part of the runbook. */
  readonly prepare?: (ground: Ground) => Promise<void>;
  /** The same under the load, for what must hold some of its rows. */
  readonly meanwhile?: (ground: Ground) => Promise<void>;
  /** What goes wrong, and how it is brought about. The clock of the recovery starts with the first of them. */
  readonly event: readonly [Step, ...Step[]];
  /** How the business comes back. */
  readonly response: readonly Step[];
  /**
   * Puts the simulator back, for example switches a zone on; called at the end, also of a drill that broke off. It is no part
   * of the runbook.
   */
  readonly restore?: (ground: Ground) => Promise<void>;
  /**
   * Numbers of the observer's rows that survived; default: asked of the application at the tenant's hostname. A scenario
   * that recovers into a copy asks the copy.
   */
  readonly survivors?: (ground: Ground) => Promise<readonly number[]>;
  /** Stack that serves before it begins; default: the one that the drill was started for. */
  readonly from?: string;
  /** Stack that the tenant's host name leads to afterwards; default: the one that the drill was started for. */
  readonly serving?: string;
  /** Checks beside those that every scenario has (see `checks.ts`). */
  readonly checks?: readonly NamedCheck[];
}

export interface Scenario {
  /** As people type it: `lost-pod`. */
  readonly name: string;
  readonly summary: string;
  /** How one recognises the case in real life: the runbook's "when". */
  readonly when: string;
  readonly impact: Impact;
  /** Whose objectives hold; the strictest of them counts. */
  readonly functions: readonly [BusinessFunction, ...BusinessFunction[]];
  /**
   * What the RTO is:
   * - `served writes`  the longest time without an acknowledged write, from the event on
   * - `response`       from the event until the last step of the response has worked; where writes never stopped
   */
  readonly measures: "served writes" | "response";
  /** Set where people choose the hour: then no row may be lost, whatever the tier allows. */
  readonly planned?: true;
  /** Set where all comes back elsewhere from copied backups, or to an earlier second: then the objective for that counts. */
  readonly by?: "backups" | "rewind";
  /** Why it has no meaning for a stack or tenant, as a sentence; nothing where it fits. */
  readonly unfit: (subject: Subject) => string | undefined;
  /** What steps find out for each other stays inside this function. It may be called without a running platform. */
  readonly plan: (subject: Subject) => Plan;
}

export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found where it is not. */
  readonly found?: string;
}

export interface NamedCheck {
  readonly name: string;
  /** What to do by hand to check the same, for the runbook. */
  readonly by: string;
  /** What is wrong; nothing where it is as it should be. An error is something wrong as well. */
  readonly run: (ground: Ground) => Promise<string | undefined>;
}

/** A platform that runs on the simulator. */
export interface Platform {
  readonly place: StackPlace;
  readonly settings: Settings;
  readonly cluster: ClusterAccess;
  /** Kubernetes, as an administrator. */
  readonly api: Api;
}

/** Time that the cloud itself takes and the simulator does not. */
export interface CloudTime {
  /** For example "RDS failover". */
  readonly what: string;
  /** Seconds that the simulator took for it, inside the measured gap. */
  readonly took: number;
  /** Seconds that the cloud takes, as it says or as was measured. */
  readonly published: number;
  /** Page or file that says so. */
  readonly source: string;
}

/** A line in the observer's book. Times are seconds since the load began. */
export interface Row {
  readonly number: number;
  readonly sent: number;
  /** When the platform said that it was committed; nothing where it never did. */
  readonly acknowledged: number | undefined;
  /** When and why it was not, in a few words; nothing where it was. */
  readonly failed: { readonly at: number; readonly why: string } | undefined;
}

/** Stands outside the platform, asks as a customer would, and writes down what it was answered. */
export interface Observer {
  /** All rows that were sent, in the order of their numbers. */
  readonly rows: readonly Row[];
  /**
   * Waits until so many writes that were sent after now are acknowledged.
   * @throws Error with the last failure, where they are not within the time
   */
  served(count: number, timeoutSeconds: number): Promise<void>;
  /** Waits until a write that was sent after now fails. @throws Error where none does within the time */
  refused(timeoutSeconds: number): Promise<void>;
}

/** Everything that a step may use. */
export interface Ground {
  readonly subject: Subject;
  /** The platform that serves when the drill begins. */
  readonly platform: Platform;
  /** Another stack's platform, for example its recovery. @throws Error where it has no running cluster */
  readonly open: (stack: string) => Promise<Platform>;
  readonly simulator: SimulatorClient;
  readonly toolchain: Toolchain;
  readonly observer: Observer;
  /** Seconds since the load began; before that, since the drill did. */
  readonly now: () => number;
  /** A line of progress; it stands in the record as well. */
  readonly tell: (what: string) => void;
  /** To be told by whoever does something that a real cloud takes longer for. */
  readonly cloudTook: (time: CloudTime) => void;
}
