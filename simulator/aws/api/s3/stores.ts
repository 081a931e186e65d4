/** Keeps the object stores like the World: a process for each region that has a bucket, and in it the World's buckets. */
import type { SimulatorPaths } from "../../../paths.ts";
import { RegionOff } from "../../../regions/outages.ts";
import type { Supervisor } from "../../../supervisor.ts";
import type { SimulatedResource, World } from "../../../world.ts";
import { bucketTypes, findBucket, objectLockXml, versioningXml } from "./buckets.ts";
import { RegionStore } from "./store.ts";

export interface StoresOptions {
  readonly paths: SimulatorPaths;
  readonly world: World;
  readonly supervisor: Supervisor;
  /** Path of the `versitygw` program. */
  readonly program: string;
}

export class ObjectStores {
  readonly #options: StoresOptions;
  readonly #stores = new Map<string, RegionStore>();
  /** Changes of a region that are under way, one after the other. */
  readonly #pending = new Map<string, Promise<void>>();
  readonly #onPut = (resource: SimulatedResource) => this.#changed(resource);
  readonly #onRemoved = (resource: SimulatedResource) => this.#removed(resource);

  constructor(options: StoresOptions) {
    this.#options = options;
    const { world } = options;
    this.#fill(({ region }) => !world.outages.isOff(region));
    world.on("put", this.#onPut).on("removed", this.#onRemoved);
  }

  /**
   * The store of a region once it is as the World says.
   * @throws Error with what the store said, where the World's last change could not be carried out
   */
  async ready(region: string): Promise<RegionStore> {
    if (this.#options.world.outages.isOff(region)) throw new RegionOff(region, "open the object store");
    await this.#pending.get(region);
    const store = this.#stores.get(region);
    if (!store) throw new Error(`the region ${region} has no bucket`);
    return store;
  }

  /** Whether a bucket still holds an object or a version of one; AWS deletes only empty buckets. */
  async isEmpty(bucket: string): Promise<boolean> {
    const resource = findBucket(this.#options.world, bucket);
    if (!resource) return true;
    const store = await this.ready(resource.region);
    const { text } = await store.call("GET", `/${bucket}?max-keys=1&versions=`);
    return !/<(Version|DeleteMarker)>/.test(text);
  }

  /** Ends a region's store at once, as a power cut does; its objects stay. */
  async cut(region: string): Promise<void> {
    this.#stores.get(region)?.close();
    this.#stores.delete(region);
    await this.#options.supervisor.kill(`object-store-${region}`);
  }

  /** Starts a region's store again. */
  async restore(region: string): Promise<void> {
    this.#fill((resource) => resource.region === region);
    await this.#pending.get(region);
  }

  async close(): Promise<void> {
    this.#options.world.off("put", this.#onPut).off("removed", this.#onRemoved);
    await Promise.allSettled(this.#pending.values());
    for (const [region, store] of this.#stores) {
      store.close();
      await this.#options.supervisor.stop(`object-store-${region}`);
    }
  }

  #fill(which: (resource: SimulatedResource) => boolean): void {
    for (const type of Object.values(bucketTypes))
      for (const resource of this.#options.world.all(type).filter(which)) this.#changed(resource);
  }

  #changed(resource: SimulatedResource): void {
    const { type, outputs, region } = resource;
    const bucket = String(outputs.bucket);
    if (type === bucketTypes.bucket) {
      this.#queue(region, async (store) => {
        const lock: Record<string, string> =
          outputs.objectLockEnabled === true ? { "x-amz-bucket-object-lock-enabled": "true" } : {};
        accept(await store.call("PUT", `/${bucket}`, "", lock), "BucketAlreadyOwnedByYou");
      });
    } else if (type === bucketTypes.versioning) {
      const xml = versioningXml(resource);
      if (xml) this.#queue(region, async (store) => accept(await store.call("PUT", `/${bucket}?versioning=`, xml)));
    } else if (type === bucketTypes.objectLock) {
      const xml = objectLockXml(resource);
      this.#queue(region, async (store) => accept(await store.call("PUT", `/${bucket}?object-lock=`, xml)));
    }
  }

  #removed({ type, outputs, region }: SimulatedResource): void {
    if (type === bucketTypes.bucket) this.#queue(region, async (store) => store.remove(String(outputs.bucket)));
  }

  #queue(region: string, work: (store: RegionStore) => Promise<void>): void {
    const before = this.#pending.get(region) ?? Promise.resolve();
    const next = before.catch(() => {}).then(async () => work(await this.#started(region)));
    this.#pending.set(region, next);
    // Whoever waits for the region hears of a failure; without a request nobody does.
    next.catch(() => {});
  }

  async #started(region: string): Promise<RegionStore> {
    const { paths, program, supervisor } = this.#options;
    const store = this.#stores.get(region) ?? new RegionStore(region, paths, program);
    this.#stores.set(region, store);
    const definition = `object-store-${region}`;
    if (!supervisor.names.includes(definition)) await supervisor.start(store.prepare());
    return store;
  }
}

function accept({ status, text }: { status: number; text: string }, unless = ""): void {
  if (status < 300 || (unless && text.includes(unless))) return;
  throw new Error(`the object store refused: ${text}`);
}
