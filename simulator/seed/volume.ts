/** How much of everything a data set of about so many rows has. */
export interface Volume {
  readonly orders: number;
  readonly products: number;
  readonly partners: number;
  /** Attachments in the object store. */
  readonly files: number;
}

/** Rows that one order brings with it: lines, transfers, moves, invoice, job, mail. Measured on the finished data set. */
const rowsPerOrder = 14.4;
/** The smallest data set in which every state of every document occurs. */
const fewestOrders = 60;

/** @param rows  at least a thousand; a small shop has 20 thousand, a distributor a million and more */
export function volumeOf(rows: number): Volume {
  const orders = Math.max(fewestOrders, Math.round(rows / rowsPerOrder));
  return {
    orders,
    products: clamp(Math.round(orders / 12), 25, 20_000),
    partners: clamp(Math.round(orders / 15), 20, 20_000),
    files: clamp(Math.round(orders / 10), 20, 5_000),
  };
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
