/** The observer's book, added up by the second. */
import type { Row } from "./scenario.ts";

export interface Second {
  /** Acknowledged, and there afterwards. */
  readonly served: number;
  /** Acknowledged, and gone. */
  readonly lost: number;
  /** Never acknowledged. */
  readonly refused: number;
}

/**
 * Acknowledged writes count in the second of their acknowledgement, the others in the one in which they were sent.
 * @param lost  numbers of acknowledged rows that are gone
 */
export function bySecond(rows: readonly Row[], lost: readonly number[]): readonly Second[] {
  const gone = new Set(lost);
  const length = Math.floor(Math.max(0, ...rows.map(whenOf))) + 1;
  const seconds = Array.from({ length }, () => ({ served: 0, lost: 0, refused: 0 }));
  for (const row of rows) {
    const second = seconds[Math.floor(whenOf(row))];
    if (second) second[row.acknowledged === undefined ? "refused" : gone.has(row.number) ? "lost" : "served"] += 1;
  }
  return seconds;
}

const whenOf = ({ acknowledged, sent }: Row): number => acknowledged ?? sent;
