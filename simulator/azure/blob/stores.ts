/** An Azurite for each region that has blobs, started when the first is asked for, and in it the World's containers. */
import type { SimulatorPaths } from "../../paths.ts";
import { RegionOff } from "../../regions/outages.ts";
import type { Supervisor } from "../../supervisor.ts";
import type { SimulatedResource, World } from "../../world.ts";
import { lastSegment } from "../names.ts";
import { containerType } from "../resources/storage/containers.ts";
import { Azurite, containerName } from "./azurite.ts";

export interface BlobStoresOptions {
  readonly paths: SimulatorPaths;
  readonly world: World;
  readonly supervisor: Supervisor;
}

export class BlobStores {
  readonly #options: BlobStoresOptions;
  readonly #running = new Map<string, Promise<Azurite>>();
  /** Containers that Azurite has for certain. */
  readonly #made = new Set<string>();

  constructor(options: BlobStoresOptions) {
    this.#options = options;
  }

  /** The blobs of a region, with a container of an account in it. */
  async ready(region: string, account: string, container: string): Promise<Azurite> {
    const azurite = await this.#started(region);
    for (const kind of ["current", "versions"] as const) {
      const name = containerName(account, container, kind);
      if (this.#made.has(name)) continue;
      const { status, text } = await azurite.call({ ...onContainer(name), method: "PUT" });
      if (status >= 300 && status !== 409) throw new Error(`Azurite made no container: ${text}`);
      this.#made.add(name);
    }
    return azurite;
  }

  /** Takes a container away with all that is in it; an account has nothing of its own. */
  async remove({ type, id, region, inputs }: SimulatedResource): Promise<void> {
    if (type !== containerType) return;
    const azurite = await this.#started(region);
    for (const kind of ["current", "versions"] as const) {
      const name = containerName(String(inputs.accountName), lastSegment(id), kind);
      this.#made.delete(name);
      await azurite.call({ ...onContainer(name), method: "DELETE" });
    }
  }

  /** Ends a region's Azurite at once, as a power cut does; its blobs stay, and who asks for them next starts it again. */
  async cut(region: string): Promise<void> {
    const running = await this.#running.get(region)?.catch(() => undefined);
    this.#running.delete(region);
    running?.close();
    await this.#options.supervisor.kill(`blobs-${region}`);
  }

  async close(): Promise<void> {
    const all = await Promise.allSettled(this.#running.values());
    for (const found of all) if (found.status === "fulfilled") found.value.close();
  }

  async #started(region: string): Promise<Azurite> {
    if (this.#options.world.outages.isOff(region)) throw new RegionOff(region, "open the blobs");
    const running = this.#running.get(region) ?? this.#start(region);
    this.#running.set(region, running);
    running.catch(() => this.#running.delete(region));
    return running;
  }

  async #start(region: string): Promise<Azurite> {
    const { world, paths, supervisor } = this.#options;
    const azurite = new Azurite(region, world.addressOf(`azurite.${region}.simulated`), paths);
    await supervisor.start(azurite.definition());
    return azurite;
  }
}

const onContainer = (container: string) => ({ container, blob: "", query: new URLSearchParams("restype=container") });
