/** What rounds of backup and restore come to. */
import { type Measurement, median } from "../measurement.ts";
import type { Taken } from "./taken.ts";

/** One round; `stored` are bytes in the store after the first dump. */
export interface Round {
  readonly tool: { readonly dump: Taken; readonly again: Taken; readonly restore: Taken; readonly stored: number };
  readonly plain: { readonly dump: Taken; readonly restore: Taken; readonly stored: number };
}

/** What one size came to. */
export interface Sized {
  readonly gigabytes: number;
  /** Of database and files as they are. */
  readonly bytes: number;
  readonly rounds: readonly Round[];
}

/** What people call a run. */
const called = { dump: "backup", restore: "restore" } as const;

/** A pair of runs that is compared: a name, which of the tool's, which of the plain way's, and how the tool's differs. */
const pairs = [
  ["backup", "dump", "dump", "with manifest, deduplication and check"],
  ["backup again, nothing new", "again", "dump", "the same; the plain way begins anew each time"],
  ["restore", "restore", "restore", "every row and file compared with the manifest"],
] as const;

/** What the rounds of one size came to, the tool beside the plain way. */
export const measurementsOf = (sized: Sized): readonly Measurement[] =>
  [...pairs.flatMap((pair) => comparison(sized, pair)), stored(sized), peak(sized, "dump"), peak(sized, "restore")].map(
    (measurement) => ({ ...measurement, name: `${measurement.name}, ${sized.gigabytes} GB` }),
  );

/** Throughput over the same data is the other way round than time. */
function comparison(
  { bytes, rounds }: Sized,
  [name, tool, plain, how]: (typeof pairs)[number],
): readonly Measurement[] {
  const middle = (value: (round: Round) => number) => median(rounds.map(value));
  const turns = rounds.length === 1 ? "one round" : `${rounds.length} rounds in turn`;
  const speed = (who: string, taken: (round: Round) => Taken): Measurement => {
    const [seconds, processor] = [middle((round) => taken(round).seconds), middle((round) => taken(round).processor)];
    return {
      name: `${name}, ${who}`,
      unit: "MB/s",
      value: bytes / 1e6 / seconds,
      note: `of database and files; ${seconds.toFixed(1)} s, ${processor.toFixed(1)} s of the processor`,
    };
  };
  return [
    {
      name: `${name}: throughput / plain tools'`,
      unit: "ratio",
      least: 0.9,
      value: middle((round) => round.plain[plain].seconds / round.tool[tool].seconds),
      note: `${turns}; ${how}`,
    },
    {
      name: `${name}: plain tools' processor time / the tool's`,
      unit: "ratio",
      value: middle((round) => round.plain[plain].processor / round.tool[tool].processor),
      note: "the database server's with it",
    },
    speed("the tool", (round) => round.tool[tool]),
    speed("plain tools", (round) => round.plain[plain]),
  ];
}

const stored = ({ rounds }: Sized): Measurement => ({
  name: "bytes in the store / plain tools'",
  unit: "ratio",
  value: median(rounds.map(({ tool, plain }) => tool.stored / plain.stored)),
  note: "both compress",
});

const peak = ({ rounds }: Sized, run: keyof typeof called): Measurement => ({
  name: `peak memory of a ${called[run]}`,
  unit: "MiB",
  value: median(rounds.map(({ tool }) => tool[run].mebibytes)),
  note: "with its tools",
});

/** Seconds for each byte, by the clock and of the processor, of the largest size and of the smallest. */
export function growth(sized: readonly Sized[]): readonly Measurement[] {
  const [small, large] = [sized[0], sized.at(-1)];
  if (!small || !large || small === large) return [];
  const each = ({ bytes, rounds }: Sized, run: keyof typeof called, what: "seconds" | "processor") =>
    median(rounds.map(({ tool }) => tool[run][what])) / bytes;
  return (["dump", "restore"] as const).flatMap((run) =>
    (["seconds", "processor"] as const).map((what) => ({
      name: `${called[run]}: ${what === "seconds" ? "time" : "processor time"} a GB, of ${large.gigabytes} GB / of ${small.gigabytes} GB`,
      unit: "ratio",
      goal: 1.1,
      value: each(large, run, what) / each(small, run, what),
      note: "medians",
    })),
  );
}
