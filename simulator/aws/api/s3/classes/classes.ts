/**
 * Storage classes of objects, and the copies that S3 makes of those that lie too deep to be read. An object's class follows from
 * its age and its bucket's lifecycle configuration; to see it change, a bucket's objects are made older than they are.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { World } from "../../../../world.ts";
import { AwsError } from "../../errors.ts";
import { classOf, cold, rulesOf } from "./lifecycle.ts";

const dayMs = 86_400_000;

export const tierSchema = z.enum(["Standard", "Bulk"]);
/** How fast S3 is to make a copy. */
export type Tier = z.output<typeof tierSchema>;

/**
 * Seconds until the copy is there: 12 hours, or 48 in bulk, of which S3 says that it takes no longer "typically" (S3 user guide,
 * "Archive retrieval options", read 2026-11).
 */
const takes: Readonly<Record<Tier, number>> = { Standard: 12 * 3600, Bulk: 48 * 3600 };

/** Milliseconds since 1970: from when it can be read, and until when. */
const copy = z.object({ there: z.number(), until: z.number() });

const state = z.object({
  /** Days that a bucket's objects are older than they are. */
  older: z.record(z.string(), z.number()),
  /** Seconds that a retrieval takes, in place of S3's. */
  takes: z.record(tierSchema, z.number()),
  /** By bucket, key and ETag. */
  copies: z.record(z.string(), copy),
});

/** An object as far as its class and its copy depend on it. */
export interface Stored {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly bytes: number;
  readonly written: Date;
}

/** Where an object stands. */
export interface Standing {
  readonly storageClass: string;
  /** Of the copy that S3 was asked for: not there yet, or until when. */
  readonly copy?: { readonly until?: Date };
  /** Whether it can be read now. */
  readonly readable: boolean;
}

export class S3Classes {
  readonly #world: World;
  readonly #file: string;
  readonly #state: z.output<typeof state>;

  /** @param folder  where `object-classes.json` lives */
  constructor(world: World, folder: string) {
    this.#world = world;
    this.#file = join(folder, "object-classes.json");
    this.#state = existsSync(this.#file)
      ? state.parse(JSON.parse(readFileSync(this.#file, "utf8")))
      : { older: {}, takes: { ...takes }, copies: {} };
  }

  /** Makes all objects of a bucket, those that come as well, so many days older than they are. */
  age(bucket: string, days: number): void {
    this.#state.older[bucket] = days;
    this.#save();
  }

  /** @param seconds  that a retrieval takes from now on; those that were asked for before stay as they are */
  setRetrieval(tier: Tier, seconds: number): void {
    this.#state.takes[tier] = seconds;
    this.#save();
  }

  standing({ bucket, key, etag, bytes, written }: Stored): Standing {
    const older = (this.#state.older[bucket] ?? 0) * dayMs;
    const days = Math.floor((Date.now() - written.getTime() + older) / dayMs);
    const storageClass = classOf(rulesOf(this.#world, bucket), { key, bytes, days });
    const asked = this.#state.copies[nameOf(bucket, key, etag)];
    if (!cold.includes(storageClass)) return { storageClass, readable: true };
    if (!asked || asked.until < Date.now()) return { storageClass, readable: false };
    if (asked.there > Date.now()) return { storageClass, copy: {}, readable: false };
    return { storageClass, copy: { until: new Date(asked.until) }, readable: true };
  }

  /**
   * Has a copy made that can be read.
   * @param days  for which it stays
   * @returns whether it was there already, and stays longer now
   * @throws AwsError https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html (2026-11)
   */
  retrieve(object: Stored, tier: Tier, days: number): boolean {
    const { storageClass, copy: asked, readable } = this.standing(object);
    if (!cold.includes(storageClass))
      throw new AwsError("InvalidObjectState", 403, "Restore is not allowed for the object's current storage class");
    if (asked && !readable)
      throw new AwsError("RestoreAlreadyInProgress", 409, "Object restore is already in progress");
    const there = readable ? Date.now() : Date.now() + this.#state.takes[tier] * 1000;
    this.#state.copies[nameOf(object.bucket, object.key, object.etag)] = { there, until: there + days * dayMs };
    this.#save();
    return readable;
  }

  #save(): void {
    writeFileSync(this.#file, JSON.stringify(this.#state), { mode: 0o600 });
  }
}

const nameOf = (bucket: string, key: string, etag: string): string => [bucket, key, etag].join("|");
