/**
 * S3 Replication: what is written to a bucket after it got its configuration is copied to the bucket of another region, in
 * its order, as the configuration and its role allow. What was there before is copied when {@link S3Replication.copyExisting}
 * asks for it, as a job of S3 Batch Replication does. Versions get ids of their own, unlike in S3.
 */
import { join } from "node:path";
import * as z from "zod";
import type { SimulatorPaths } from "../../../../paths.ts";
import type { ReplicationDelay } from "../../../../replication/delay.ts";
import { ReplicationQueue, type Settled } from "../../../../replication/queue.ts";
import type { SimulatedResource } from "../../../../world.ts";
import type { Services } from "../../call.ts";
import { AwsError } from "../../errors.ts";
import { findBucket, type RetentionRule, retentionOf } from "../buckets.ts";
import type { RegionStore } from "../store.ts";
import type { ObjectStores } from "../stores.ts";
import { writtenAt } from "../version-time.ts";
import { copyMarker, copyVersion, headersOf } from "./copy.ts";
import { requireTransfer } from "./permission.ts";
import { routeOf } from "./rules.ts";
import { listVersions } from "./versions.ts";

const change = z.object({ bucket: z.string(), key: z.string(), version: z.string(), marker: z.boolean() });
/** A version that came to be; a marker says that the object was deleted. */
export type VersionChange = z.output<typeof change>;

const nameOf = ({ bucket, key, version }: Omit<VersionChange, "marker">): string => [bucket, key, version].join("|");

const failed: Settled = { outcome: "FAILED" };
const dayMs = 86_400_000;

export class S3Replication {
  readonly #services: Services;
  readonly #stores: ObjectStores;
  readonly #queue: ReplicationQueue<VersionChange>;

  constructor(services: Services, stores: ObjectStores, paths: SimulatorPaths, delay: ReplicationDelay) {
    this.#services = services;
    this.#stores = stores;
    this.#queue = new ReplicationQueue({
      file: join(paths.state, "s3-replication.jsonl"),
      schema: change,
      delay,
      deliver: (each) => this.#deliver(each),
    });
  }

  /** How many versions are on their way. */
  get pending(): number {
    return this.#queue.pending;
  }

  /** To be called before the client hears of a change. Replicas do not go on to a third bucket, nor back. */
  changed(one: VersionChange): void {
    if (this.#queue.isCopy(nameOf(one)) || !routeOf(this.#services.world, one.bucket, one.key, one.marker)) return;
    this.#queue.add(one.bucket, nameOf(one), one);
  }

  /** `x-amz-replication-status` of a version; nothing where no rule was for it. */
  statusOf(place: Omit<VersionChange, "marker">): string | undefined {
    return this.#queue.isCopy(nameOf(place)) ? "REPLICA" : this.#queue.stateOf(nameOf(place));
  }

  /**
   * Has all that is in a bucket copied that has not arrived yet, replicas included.
   * @returns how many versions that are
   */
  async copyExisting(bucket: string): Promise<number> {
    const source = findBucket(this.#services.world, bucket);
    if (!source) throw new Error(`no bucket ${bucket}`);
    const before = this.#queue.pending;
    for (const { key, version, marker } of await listVersions(await this.#stores.ready(source.region), bucket)) {
      const one = { bucket, key, version, marker };
      // S3 Batch Replication copies no delete markers of its own (S3 user guide, "Replicating existing objects", 2026-11).
      if (!marker && routeOf(this.#services.world, bucket, key, false)) this.#queue.add(bucket, nameOf(one), one);
    }
    return this.#queue.pending - before;
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  async #deliver(one: VersionChange): Promise<Settled> {
    const { world } = this.#services;
    const route = routeOf(world, one.bucket, one.key, one.marker);
    const [source, destination] = [findBucket(world, one.bucket), route && findBucket(world, route.destination)];
    if (!route || !source || !destination) return failed;
    for (const { region } of [source, destination])
      if (world.outages.isOff(region)) throw new Error(`${one.key} waits for ${region}`);
    const [from, to] = [await this.#stores.ready(source.region), await this.#stores.ready(destination.region)];
    const lock = one.marker ? {} : await this.#lockOf(source, from, one);
    if (!lock) return failed;
    const transfer = { route, source, destination, key: one.key, marker: one.marker };
    try {
      requireTransfer(this.#services, { ...transfer, locked: Object.keys(lock).length > 0 });
    } catch (error) {
      if (error instanceof AwsError) return failed;
      throw error;
    }
    const version = one.marker
      ? await copyMarker(to, route.destination, one.key)
      : await copyVersion(from, one, to, route.destination, lock);
    if (version === undefined) return failed;
    return { outcome: "COMPLETED", copy: nameOf({ bucket: route.destination, key: one.key, version }) };
  }

  /** The lock of a version: its own, or the default one of its bucket, counted from when it was written. Nothing where it is gone. */
  async #lockOf(source: SimulatedResource, store: RegionStore, place: VersionChange) {
    const headers = await headersOf(store, place);
    if (!headers) return undefined;
    const own = Object.entries(headers).filter(([name]) => name.startsWith("x-amz-object-lock-"));
    if (own.length > 0) return Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
    const rule = retentionOf(this.#services.world, String(source.outputs.bucket));
    return rule ? lockHeaders(rule, writtenAt(place.version) ?? new Date(String(headers["last-modified"]))) : {};
  }
}

function lockHeaders({ mode, days }: RetentionRule, written: Date): Record<string, string> {
  return {
    "x-amz-object-lock-mode": mode,
    "x-amz-object-lock-retain-until-date": new Date(written.getTime() + days * dayMs).toISOString(),
  };
}
