/** The rings' files: which image by which digest the tenants of a ring run. */
import { parse, parseDocument } from "yaml";
import * as z from "zod";

const image = z.strictObject({ repository: z.string(), tag: z.string(), digest: z.string() });
const ring = z.strictObject({
  images: z.strictObject({ odoo: z.record(z.string(), image), backup: image }),
  /** A version that gets a share of the requests (docs/ingress.md). */
  next: z
    .strictObject({
      odoo: z.record(z.string(), image),
      weights: z.strictObject({ current: z.int(), next: z.int() }),
    })
    .optional(),
});

export interface Release {
  /** Without tag and digest. */
  readonly repository: string;
  readonly tag: string;
  /** `sha256:` and 64 hex digits, as a registry gave it. */
  readonly digest: string;
}

/** Images of a ring that have a digest, as `repository@digest`. */
export function referencesOf(text: string): readonly string[] {
  const { images, next } = ring.parse(parse(text));
  const all = [...Object.values(images.odoo), images.backup, ...Object.values(next?.odoo ?? {})];
  return all.filter(({ digest }) => digest !== "").map(({ repository, digest }) => `${repository}@${digest}`);
}

/**
 * A ring's file with a release in it; comments and order stay.
 * @throws Error where the ring has no image of that repository, or the digest is none
 */
export function withRelease(text: string, { repository, tag, digest }: Release): string {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`found digest ${digest}; fits sha256: and 64 hex digits`);
  const { odoo, backup } = ring.parse(parse(text)).images;
  const versions = Object.entries(odoo).map(([version, found]) => ({ path: ["odoo", version], found }));
  const places = [...versions, { path: ["backup"], found: backup }];
  const fitting = places.filter(({ found }) => found.repository === repository);
  if (fitting.length === 0) {
    const known = places.map(({ found }) => found.repository).join(", ");
    throw new Error(`found repository ${repository}; fits one that the ring has: ${known}`);
  }
  const document = parseDocument(text);
  for (const { path } of fitting) {
    document.setIn(["images", ...path, "tag"], tag);
    document.setIn(["images", ...path, "digest"], digest);
  }
  return document.toString({ lineWidth: 0 });
}

/** Each place of a ring's file for an image, `odoo 19.0` or `backup`, with the digest in it: empty before the first release. */
export function digestsOf(text: string): Readonly<Record<string, string>> {
  const { odoo, backup } = ring.parse(parse(text)).images;
  const versions = Object.entries(odoo).map(([version, { digest }]) => [`odoo ${version}`, digest]);
  return Object.fromEntries([...versions, ["backup", backup.digest]]);
}

/**
 * A ring's file with the images of another ring; comments and order stay.
 * @param before  text of the ring that has them
 */
export function withImagesOf(text: string, before: string): string {
  const document = parseDocument(text);
  const { odoo, backup } = ring.parse(parse(before)).images;
  const images = [
    ...Object.entries(odoo).map(([version, each]) => [["odoo", version], each] as const),
    [["backup"], backup] as const,
  ];
  for (const [path, { repository, tag, digest }] of images)
    for (const [key, value] of Object.entries({ repository, tag, digest }))
      document.setIn(["images", ...path, key], value);
  return document.toString({ lineWidth: 0 });
}
