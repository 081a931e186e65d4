/** Kubernetes quantities, for example `250m` or `64Mi`. */
const factors: Readonly<Record<string, number>> = {
  "": 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** @throws Error for text that is no quantity */
export function quantity(text: string): number {
  const [, number, unit = ""] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)$/.exec(text) ?? [];
  const factor = factors[unit];
  if (number === undefined || factor === undefined) throw new Error(`not a Kubernetes quantity: ${text}`);
  return Number(number) * factor;
}
