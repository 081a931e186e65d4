/** Creates, updates and deletes with their modelled duration, their record and the faults that were asked for. */
import type { Faults } from "../faults.ts";
import type { Run } from "../runs.ts";
import { type Operation, PartialFailure, type Properties, type Provider, type Subject } from "./provider.ts";

/** A provider within one run of the engine. */
export interface Session {
  readonly provider: Provider;
  readonly run: Pick<Run, "clock" | "operations" | "underWay" | "kill">;
  readonly faults: Faults;
  /** What the cloud knows the engine by; nothing for a provider without a cloud. */
  readonly credential: string | undefined;
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
  { provider, run, faults, credential }: Session,
  operation: Operation,
  subject: Subject,
  inputs: Properties,
  effect: () => Promise<Outcome>,
): Promise<Outcome> {
  faults.check(credential);
  const fault = faults.take(operation, subject);
  const strike = (): void => {
    if (fault?.does === "kill") run.kill();
    if (fault?.does === "expire" && credential !== undefined) faults.expire(credential, fault.message);
  };
  if (fault?.when === "before") {
    strike();
    throw new Error(fault.message);
  }
  const start = run.clock.now;
  const release = provider.occupy?.(subject, inputs);
  // A kill does not wait until the operation would have ended: it strikes in the middle.
  const seconds = fault?.does === "kill" ? 0 : (provider.seconds?.(operation, subject, inputs) ?? 0);
  const tracked = (): Promise<Outcome> => {
    const happening = effect().finally(() => run.underWay.delete(happening));
    run.underWay.add(happening);
    return happening;
  };
  const outcome = await run.clock.spend(seconds, tracked).finally(release);
  run.operations.push({ operation, urn: subject.urn, start, end: run.clock.now });
  if (!fault) {
    // A provider that waits for its resource asks the cloud on; what it has made, it hands over.
    const refusal = seconds > 0 ? faults.refusal(credential) : undefined;
    if (refusal !== undefined) throw new PartialFailure(refusal, { ...outcome, inputs });
    return outcome;
  }
  strike();
  if (fault.when === "unanswered") throw new Error(fault.message);
  throw new PartialFailure(fault.message, { ...outcome, inputs });
}
