/** What happened when, in seconds since a drill's load began. */
import type { Measured } from "./measure.ts";
import type { Row } from "./scenario.ts";
import { tenths } from "./verdict.ts";

/**
 * - `event`      something goes wrong
 * - `detected`   the first write that failed
 * - `step`       of the response
 * - `recovered`  writes are served again, or the response has worked
 */
export type MarkKind = "event" | "detected" | "step" | "recovered";

export interface Mark {
  readonly at: number;
  readonly kind: MarkKind;
  readonly what: string;
}

/** The marks in their order, with what the observer saw from outside. */
export function observed(
  marks: readonly Mark[],
  rows: readonly Row[],
  event: number,
  measured: Measured,
): readonly Mark[] {
  const failures = rows.flatMap(({ failed }) => (failed && failed.at > event ? [failed] : []));
  const [first] = failures.sort((a, b) => a.at - b.at);
  const seen: Mark[] = first ? [{ at: first.at, kind: "detected", what: `a write failed: ${first.why}` }] : [];
  const over: Mark[] =
    "measurement" in measured
      ? [
          {
            at: measured.measurement.over,
            kind: "recovered",
            what: `after ${tenths(measured.measurement.outage)} s`,
          },
        ]
      : [];
  return [...marks, ...seen, ...over].sort((a, b) => a.at - b.at);
}
