/** What the engine reports while it works: the few of its events that people are told of. */
import * as z from "zod";
import { nameOf } from "../urn.ts";

const step = z.looseObject({ metadata: z.looseObject({ op: z.string(), urn: z.string() }) });

const event = z.looseObject({
  resourcePreEvent: step.optional(),
  resOutputsEvent: step.optional(),
  policyEvent: z
    .looseObject({
      policyName: z.string(),
      enforcementLevel: z.string(),
      resourceUrn: z.string().optional(),
      message: z.string(),
    })
    .optional(),
  summaryEvent: z.looseObject({ resourceChanges: z.record(z.string(), z.number()).nullable() }).optional(),
});

export type EngineEvent = z.output<typeof event>;

/** @param line  of `--event-log` */
export const parseEvent = (line: string): EngineEvent => event.parse(JSON.parse(line));

/** A rule that something breaks. */
export interface Violation {
  readonly rule: string;
  /** `mandatory` or `advisory`. */
  readonly level: string;
  /** Name of the resource; nothing where the whole stack is meant. */
  readonly resource: string | undefined;
  readonly message: string;
}

/** What changed, in the words of the report. */
export interface Changes {
  readonly create: number;
  readonly update: number;
  readonly same: number;
  readonly delete: number;
}

/** Adds up what the engine did. */
export class Tally {
  #changes: Readonly<Record<string, number>> = {};
  readonly #violations = new Map<string, Violation>();

  add({ policyEvent, summaryEvent }: EngineEvent): void {
    if (summaryEvent) this.#changes = summaryEvent.resourceChanges ?? {};
    if (!policyEvent) return;
    const { policyName: rule, enforcementLevel: level, resourceUrn, message } = policyEvent;
    const resource = resourceUrn === undefined ? undefined : nameOf(resourceUrn);
    this.#violations.set([rule, resource].join("|"), { rule, level, resource, message: plain(message) });
  }

  /** A replacement counts as an update: the resource is there before and after. */
  get changes(): Changes {
    const { create = 0, update = 0, same = 0, delete: removed = 0, replace = 0 } = this.#changes;
    return { create, update: update + replace, same, delete: removed };
  }

  /** Each once, however often the engine says so. */
  get violations(): readonly Violation[] {
    return [...this.#violations.values()];
  }
}

/** Without the engine's own marks for colours. */
const plain = (text: string): string => text.replace(/<\{%[^%]*%\}>/g, "").trim();
