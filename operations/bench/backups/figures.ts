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

/** What is compared: a name, which of the tool's runs, which of the plain way's, and how the tool's differs. */
const pairs = [
  ["backup", "dump", "dump", "with manifest, deduplication and check"],
  ["backup again, nothing new", "again", "dump", "the same; the plain way begins anew each time"],
  ["restore", "restore", "restore", "every row and file compared with the manifest"],
] as const;

/** Throughput over the same data is the other way round than time. */
export function measurementsOf({ gigabytes, bytes, rounds }: Sized): readonly Measurement[] {
  const of = (value: (round: Round) => number) => median(rounds.map(value));
  const named = (name: string) => `${name}, ${gigabytes} GB`;
  const turns = rounds.length === 1 ? "one round" : `${rounds.length} rounds in turn`;
  const figures = pairs.flatMap(([name, tool, plain, how]): readonly Measurement[] => [
    {
      name: named(`${name}: throughput / plain tools'`),
      unit: "ratio",
      least: 0.9,
      value: of((round) => round.plain[plain].seconds / round.tool[tool].seconds),
      note: `${turns}; ${how}`,
    },
    {
      name: named(`${name}: plain tools' processor time / the tool's`),
      unit: "ratio",
      value: of((round) => round.plain[plain].processor / round.tool[tool].processor),
      note: "the database server's with it",
    },
    ...(["tool", "plain"] as const).map((way): Measurement => {
      const taken = (round: Round) => (way === "tool" ? round.tool[tool] : round.plain[plain]);
      const [seconds, processor] = [of((round) => taken(round).seconds), of((round) => taken(round).processor)];
      return {
        name: named(`${name}, ${way === "tool" ? "the tool" : "plain tools"}`),
        unit: "MB/s",
        value: bytes / 1e6 / seconds,
        note: `of database and files; ${seconds.toFixed(1)} s, ${processor.toFixed(1)} s of the processor`,
      };
    }),
  ]);
  const peak = (of: "dump" | "restore"): Measurement => ({
    name: named(`peak memory of a ${of === "dump" ? "backup" : "restore"}`),
    unit: "MiB",
    value: median(rounds.map(({ tool }) => tool[of].mebibytes)),
    note: "with its tools",
  });
  const stored: Measurement = {
    name: named("bytes in the store / plain tools'"),
    unit: "ratio",
    value: of(({ tool, plain }) => tool.stored / plain.stored),
    note: "both compress",
  };
  return [...figures, stored, peak("dump"), peak("restore")];
}

/** Seconds for each byte, by the clock and of the processor, of the largest size and of the smallest. */
export function growth(sized: readonly Sized[]): readonly Measurement[] {
  const [small, large] = [sized[0], sized.at(-1)];
  if (!small || !large || small === large) return [];
  const each = ({ bytes, rounds }: Sized, of: "dump" | "restore", what: "seconds" | "processor") =>
    median(rounds.map(({ tool }) => tool[of][what])) / bytes;
  return (["dump", "restore"] as const).flatMap((of) =>
    (["seconds", "processor"] as const).map((what) => ({
      name: `${of === "dump" ? "backup" : "restore"}: ${what === "seconds" ? "time" : "processor time"} a GB, of ${large.gigabytes} GB / of ${small.gigabytes} GB`,
      unit: "ratio",
      goal: 1.1,
      value: each(large, of, what) / each(small, of, what),
      note: "medians",
    })),
  );
}
