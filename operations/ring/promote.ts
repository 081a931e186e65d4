/** Moves a release from one ring to the next: by a change of one file, which somebody commits. */
import { type Ring, rings } from "../../stacks/tenant/ring.ts";
import { digestsOf, withImagesOf } from "../image/rings.ts";

/** Text of a ring's file. */
export type Texts = Readonly<Record<Ring, string>>;

/**
 * @param to  the ring that gets what the ring before it has
 * @returns the new text of its file
 * @throws Error where no ring is before it, nothing would move, or nothing was released yet
 */
export function promoted(texts: Texts, to: Ring): string {
  const from = ringBefore(to);
  if (!from) throw new Error(`${to} is the first ring: images.yml proposes releases for it`);
  if (!Object.values(digestsOf(texts[from])).some(Boolean))
    throw new Error(`${from} has no release yet: one moves there first`);
  if (sameDigests(texts[from], texts[to])) throw new Error(`${to} has what ${from} has: there is nothing to promote`);
  return withImagesOf(texts[to], texts[from]);
}

export const ringBefore = (ring: Ring): Ring | undefined => rings[rings.indexOf(ring) - 1];

export const sameDigests = (one: string, other: string): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

const sorted = (text: string) => Object.entries(digestsOf(text)).sort(([a], [b]) => a.localeCompare(b));

/**
 * Whether a ring may change as it does.
 * @param base     texts before the change
 * @param changed  texts after it
 * @param ran      digests that the ring ran once: going back is always open
 * @returns what would fit, by ring
 */
export function leaps(
  base: Texts,
  changed: Texts,
  ran: (ring: Ring) => ReadonlySet<string>,
): ReadonlyMap<Ring, string> {
  const found = new Map<Ring, string>();
  for (const ring of rings) {
    const before = ringBefore(ring);
    if (!before || sameDigests(base[ring], changed[ring])) continue;
    const [old, offered] = [digestsOf(base[ring]), digestsOf(base[before])];
    const strange = Object.entries(digestsOf(changed[ring])).filter(
      ([place, digest]) => digest !== old[place] && digest !== offered[place] && !ran(ring).has(digest),
    );
    for (const [place] of strange)
      found.set(
        ring,
        `${place}: ${offered[place] || "no digest"}, which ${before} has, or one that ${ring} had before`,
      );
  }
  return found;
}
