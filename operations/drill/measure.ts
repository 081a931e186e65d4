/** What the observer's book says of a drill: how much work was lost, and for how long none was taken. */
import type { CloudTime, Row } from "./scenario.ts";

/** Acknowledged rows before the event that a measurement needs at least: with fewer, chance decides what was lost. */
export const fewestRows = 20;

export interface Observed {
  readonly rows: readonly Row[];
  /** Numbers that are there after the recovery. */
  readonly survivors: readonly number[];
  /** When it went wrong, and when the last step of the response had worked; seconds since the load began. */
  readonly event: number;
  readonly recovered: number;
  /** See `Scenario.measures`. */
  readonly measures: "served writes" | "response";
}

export interface Measurement {
  /** Rows that were acknowledged and are gone. */
  readonly lostRows: number;
  /** How far back the data is: from the last row that survived to the last one that did not; 0 where nothing is lost. */
  readonly lostSeconds: number;
  /** Seconds without a served write, or until the response had worked. */
  readonly outage: number;
  /** When that was over. */
  readonly over: number;
  /** Rows that are there although nobody was told so: the platform's answer was lost. */
  readonly answersLost: number;
  /** Rows that are there and that the observer never sent. */
  readonly unexplained: number;
  /** Longest time between two acknowledged rows before the event: nothing shorter is seen. */
  readonly resolution: number;
}

export type Measured = { readonly measurement: Measurement } | { readonly impossible: string };

interface Acknowledged extends Row {
  readonly acknowledged: number;
}

export function measure({ rows, survivors, event, recovered, measures }: Observed): Measured {
  const acknowledged = rows
    .filter((row): row is Acknowledged => row.acknowledged !== undefined)
    .sort((a, b) => a.acknowledged - b.acknowledged);
  const times = acknowledged.map((row) => row.acknowledged);
  const before = times.filter((time) => time <= event);
  if (before.length < fewestRows)
    return {
      impossible: `only ${before.length} writes were acknowledged before the event; fits at least ${fewestRows}`,
    };
  // One that is served in the first moments of an outage is no recovery.
  if (!acknowledged.some(({ sent }) => sent >= recovered))
    return { impossible: "no write that was sent after the response was acknowledged" };
  const gap = measures === "response" ? { from: event, to: recovered } : longestGap(times, event);
  const there = new Set(survivors);
  const sent = new Set(rows.map(({ number }) => number));
  const confirmed = new Set(acknowledged.map(({ number }) => number));
  return {
    measurement: {
      ...loss(acknowledged, there),
      outage: gap.to - gap.from,
      over: gap.to,
      answersLost: survivors.filter((number) => sent.has(number) && !confirmed.has(number)).length,
      unexplained: survivors.filter((number) => !sent.has(number)).length,
      resolution: length(longestGap(before, Number.NEGATIVE_INFINITY)),
    },
  };
}

/** @param acknowledged  in the order in which that happened */
function loss(acknowledged: readonly Acknowledged[], there: ReadonlySet<number>) {
  const lost = acknowledged.filter(({ number }) => !there.has(number));
  const [first] = lost;
  const last = lost.at(-1);
  if (!first || !last) return { lostRows: 0, lostSeconds: 0 };
  const kept = acknowledged.filter((row) => there.has(row.number) && row.acknowledged < first.acknowledged).at(-1);
  // Where nothing survived, the loss is as old as the load.
  return { lostRows: lost.length, lostSeconds: last.acknowledged - (kept?.acknowledged ?? first.sent) };
}

interface Gap {
  readonly from: number;
  readonly to: number;
}

const length = ({ from, to }: Gap): number => to - from;

/** The longest time between neighbours that ends after a moment. */
function longestGap(times: readonly number[], after: number): Gap {
  return times.reduce<Gap>(
    (longest, to, place) => {
      const gap = { from: times[place - 1] ?? to, to };
      return to > after && length(gap) > length(longest) ? gap : longest;
    },
    { from: 0, to: 0 },
  );
}

/**
 * Seconds that a real cloud would have taken: the measured ones without what the simulator took in the cloud's place, and
 * with what the cloud is known to take. They are added up, as if nothing of it ran side by side.
 */
export function modelled(outage: number, times: readonly CloudTime[]): number {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const own = Math.max(0, outage - sum(times.map(({ took }) => took)));
  return own + sum(times.map(({ published }) => published));
}
