/** The benchmark for people. */
import { align } from "../align.ts";
import type { Measurement } from "./measurement.ts";

/** One line for each measurement; what has no value is explained below the table. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => [
    measurement.name,
    amount(measurement),
    goalOf(measurement),
    verdict(measurement),
    measurement.value === undefined ? "" : measurement.note,
  ]);
  const missing = Map.groupBy(
    measurements.filter(({ value }) => value === undefined),
    ({ note }) => note,
  );
  const reasons = [...missing].map(([note, those]) => `\nNot measured: ${names(those)}\n${note}`);
  return [...align([["", "value", "goal", "", "how"], ...rows]), ...reasons].join("\n");
}

const names = (measurements: readonly Measurement[]): string => measurements.map(({ name }) => name).join(", ");

function amount({ value, unit }: Measurement): string {
  if (value === undefined) return "–";
  if (unit === "ratio") return value.toFixed(2);
  return `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`;
}

function goalOf({ goal, least }: Measurement): string {
  if (least !== undefined) return `≥ ${least}`;
  return goal === undefined ? "" : `≤ ${goal}`;
}

function verdict({ value, goal, least }: Measurement): string {
  if (value === undefined || (goal === undefined && least === undefined)) return "";
  return (goal === undefined || value <= goal) && (least === undefined || value >= least) ? "reached" : "missed";
}
