/** What the benchmark measures. */

/** One line of the benchmark. */
export interface Measurement extends Subject, Finding {}

export interface Subject {
  readonly name: string;
  readonly unit: "ratio" | "s" | "min" | "MiB" | "MB/s";
  /** The value should be at most this. */
  readonly goal?: number;
  /** The value should be at least this. */
  readonly least?: number;
}

export interface Finding {
  /** Missing where it could not be measured. */
  readonly value?: number;
  /** How it was measured, or why it was not. */
  readonly note: string;
}

/** Measures some things at once; where that fails, the benchmark says so and goes on. */
export async function measure(
  subjects: readonly Subject[],
  work: () => Promise<readonly Finding[]>,
): Promise<readonly Measurement[]> {
  const failed = (error: unknown): readonly Finding[] => {
    const note = error instanceof Error ? error.message : String(error);
    return subjects.map(() => ({ note }));
  };
  const findings = await work().catch(failed);
  return subjects.map((subject, index) => ({ ...subject, note: "", ...findings[index] }));
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
