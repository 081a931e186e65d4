/** Creates, updates and deletes with their modelled duration, their record and the faults that were asked for. */
import type { Faults } from "../faults.ts";
import type { Run } from "../runs.ts";
import { type Operation, PartialFailure, type Properties, type Provider, type Subject } from "./provider.ts";

/** A provider within one run of the engine. */
export interface Session {
  readonly provider: Provider;
  readonly run: Pick<Run, "clock" | "operations">;
  readonly faults: Faults;
}

export interface Outcome {
  readonly id: string;
  readonly outputs: Properties;
}

/**
 * @param effect  what the provider does; a fault may keep it from happening, or spoil its answer
 * @throws what the provider throws, or the fault
 */
export async function perform(
  { provider, run, faults }: Session,
  operation: Operation,
  subject: Subject,
  inputs: Properties,
  effect: () => Promise<Outcome>,
): Promise<Outcome> {
  const fault = faults.take(operation, subject);
  if (fault?.when === "before") throw new Error(fault.message);
  const start = run.clock.now;
  const release = provider.occupy?.(subject, inputs);
  const seconds = provider.seconds?.(operation, subject, inputs) ?? 0;
  const outcome = await run.clock.spend(seconds, effect).finally(release);
  run.operations.push({ operation, urn: subject.urn, start, end: run.clock.now });
  if (fault) throw new PartialFailure(fault.message, { ...outcome, inputs });
  return outcome;
}
