/** Finds secrets where none may be, however they were written down. */

/** A secret whose value gives a leak away. */
export interface Canary {
  /** What it opens, for people. */
  readonly what: string;
  readonly value: string;
}

/** Something that a run wrote. */
export interface Trace {
  /** Where, for people. */
  readonly where: string;
  readonly content: Buffer;
}

/** Shorter values would be found by chance. */
const shortest = 16;

/** @throws Error for a value that is too short to be recognised */
export function canary(what: string, value: string): Canary {
  if (value.length < shortest)
    throw new Error(`${what}: ${value.length} characters are found by chance, not by a leak`);
  return { what, value };
}

/** What each trace gives away, as `<where>: <what>`; a value with several names is called by its first. */
export function leaks(canaries: readonly Canary[], traces: readonly Trace[]): readonly string[] {
  const names = new Map(canaries.toReversed().map(({ what, value }) => [value, what]));
  const wanted = [...names].map(([value, what]) => ({ what, spelled: spellings(value) }));
  return traces.flatMap(({ where, content }) =>
    wanted
      .filter(({ spelled }) => spelled.some((spelling) => content.includes(spelling)))
      .map(({ what }) => `${where}: ${what}`),
  );
}

/** The value itself, in a URL, in JSON, and in Base64 at whatever place of a longer text. */
export function spellings(value: string): readonly string[] {
  // Of a key of several lines one is enough: each writer has line breaks of its own.
  const line = value.split("\n").reduce((longest, next) => (next.length > longest.length ? next : longest));
  const plain = [line, encodeURIComponent(line), JSON.stringify(line).slice(1, -1)];
  return [...new Set([...plain, ...[0, 1, 2].map((offset) => base64(line, offset))])];
}

/** The characters of Base64 that depend on the value alone when `offset` bytes (of three) stand before it. */
function base64(value: string, offset: number): string {
  const whole = Buffer.from(`${" ".repeat(offset)}${value}`);
  const first = offset === 0 ? 0 : 4;
  const last = Math.floor(whole.length / 3) * 4;
  return whole.toString("base64").slice(first, last);
}
