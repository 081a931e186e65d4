/** IPv4 ranges in CIDR form. */

export interface Range {
  readonly first: number;
  readonly last: number;
  /** Length of the prefix, 0 to 32. */
  readonly bits: number;
}

/** Nothing for a text that is not a range, or whose address has bits behind its prefix. */
export function parseRange(text: string): Range | undefined {
  const [, address, length] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(text) ?? [];
  const parts = address?.split(".").map(Number) ?? [];
  const bits = Number(length);
  if (parts.length !== 4 || parts.some((part) => part > 255) || bits > 32) return undefined;
  const first = parts.reduce((sum, part) => sum * 256 + part, 0);
  const size = 2 ** (32 - bits);
  return first % size === 0 ? { first, last: first + size - 1, bits } : undefined;
}

export const contains = (outer: Range, inner: Range): boolean => outer.first <= inner.first && inner.last <= outer.last;

export const overlap = (left: Range, right: Range): boolean => left.first <= right.last && right.first <= left.last;
