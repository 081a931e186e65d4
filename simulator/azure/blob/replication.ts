/**
 * Object replication: what is written to or deleted from a container with a policy on both sides happens to the container of
 * another account, in its order. https://learn.microsoft.com/azure/storage/blobs/object-replication-overview (2026-11).
 */
import { once } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import type { SimulatorPaths } from "../../paths.ts";
import type { ReplicationDelay } from "../../replication/delay.ts";
import { ReplicationQueue, type Settled } from "../../replication/queue.ts";
import type { SimulatedResource, World } from "../../world.ts";
import { accountType } from "../resources/storage/account.ts";
import { isDestination, policiesOf, policyIdOf, policySchema, replicationType } from "../resources/storage/policies.ts";
import { type Azurite, containerName } from "./azurite.ts";
import { listBlobs } from "./listing.ts";
import type { BlobStores } from "./stores.ts";
import { keepVersion, versionBlob, versionIdOf } from "./versions.ts";

const change = z.object({
  /** Resource id of the source. */
  account: z.string(),
  container: z.string(),
  /** With its leading slash. */
  blob: z.string(),
  /** Nothing where the blob was deleted. */
  version: z.string().optional(),
  /** Tells two deletions apart. */
  number: z.number().optional(),
});
type Change = z.output<typeof change>;

const failed: Settled = { outcome: "FAILED" };
const arrived: Settled = { outcome: "COMPLETED" };
/** What of a blob goes along with its bytes. */
const carried = /^(content-(type|encoding|language|disposition|length)|cache-control|x-ms-meta-.*)$/;

export class BlobReplication {
  readonly #world: World;
  readonly #stores: BlobStores;
  readonly #queue: ReplicationQueue<Change>;
  readonly #onPut = (resource: SimulatedResource) => this.#copyExisting(resource);

  constructor(world: World, stores: BlobStores, paths: SimulatorPaths, delay: ReplicationDelay) {
    this.#world = world;
    this.#stores = stores;
    this.#queue = new ReplicationQueue({
      file: join(paths.state, "blob-replication.jsonl"),
      schema: change,
      delay,
      deliver: (one) => this.#deliver(one),
    });
    for (const policy of world.all(replicationType)) this.#copyExisting(policy);
    world.on("put", this.#onPut);
  }

  /** How many changes are on their way. */
  get pending(): number {
    return this.#queue.pending;
  }

  /** To be called before the client hears of a write. */
  written({ id }: SimulatedResource, container: string, blob: string, headers: IncomingHttpHeaders): void {
    this.#add({ account: id, container, blob, version: versionIdOf(headers) });
  }

  /** To be called before the client hears of a deletion. */
  deleted({ id }: SimulatedResource, container: string, blob: string): void {
    this.#add({ account: id, container, blob, number: Date.now() });
  }

  /** Whether only copies get into a container. */
  isReadOnly({ id }: SimulatedResource, container: string): boolean {
    return policiesOf(this.#world).some(
      (policy) =>
        isDestination(policy) &&
        policy.destinationAccount === id &&
        policy.rules.some(({ destinationContainer }) => destinationContainer === container),
    );
  }

  close(): Promise<void> {
    this.#world.off("put", this.#onPut);
    return this.#queue.close();
  }

  #add(one: Change): void {
    if (!this.#routeOf(one)) return;
    const { account, container, blob, version, number } = one;
    this.#queue.add(`${account}/${container}`, [account, container, blob, version ?? number].join("|"), one);
  }

  /** Where a change goes; nothing where no policy is for it. */
  #routeOf({ account, container, blob }: Change): { readonly account: string; readonly container: string } | undefined {
    const policies = policiesOf(this.#world);
    for (const policy of policies.filter((each) => !isDestination(each) && each.sourceAccount === account)) {
      const other = policies.some((each) => isDestination(each) && policyIdOf(each) === policyIdOf(policy));
      const rule = policy.rules.find(
        ({ sourceContainer, filters }) =>
          sourceContainer === container &&
          (filters?.prefixMatch ?? [""]).some((prefix) => decodeURIComponent(blob.slice(1)).startsWith(prefix)),
      );
      if (other && rule) return { account: policy.destinationAccount, container: rule.destinationContainer };
    }
    return undefined;
  }

  /** Blobs that were there before a policy that asks for them. */
  #copyExisting({ type, inputs }: SimulatedResource): void {
    if (type !== replicationType) return;
    const { sourceAccount, rules, ...policy } = policySchema.parse(inputs);
    const source = this.#world.find(accountType, sourceAccount);
    if (!source || isDestination({ sourceAccount, rules, ...policy })) return;
    for (const { sourceContainer, filters } of rules) {
      if (filters?.minCreationTime === undefined) continue;
      const since = Date.parse(filters.minCreationTime);
      void this.#stores
        .ready(source.region, String(source.outputs.name), sourceContainer)
        .then((azurite) => listBlobs(azurite, containerName(String(source.outputs.name), sourceContainer)))
        .then((found) => {
          for (const { blob, headers } of found)
            if (Date.parse(String(headers["last-modified"])) >= since)
              this.written(source, sourceContainer, blob, headers);
        })
        // The region is away: what is there is found at the next start.
        .catch(() => {});
    }
  }

  async #deliver(one: Change): Promise<Settled> {
    const route = this.#routeOf(one);
    const source = this.#world.find(accountType, one.account);
    const destination = route && this.#world.find(accountType, route.account);
    if (!source || !destination || !route) return failed;
    for (const { region } of [source, destination])
      if (this.#world.outages.isOff(region)) throw new Error(`${one.blob} waits for ${region}`);
    const [from, to] = [String(source.outputs.name), String(destination.outputs.name)];
    const there = await this.#stores.ready(destination.region, to, route.container);
    const target = { container: containerName(to, route.container), blob: one.blob };
    if (one.version === undefined) {
      await keepVersion(there, to, { container: route.container, blob: one.blob });
      await there.call({ ...target, method: "DELETE" });
      return arrived;
    }
    const here = await this.#stores.ready(source.region, from, one.container);
    const read = await openVersion(here, from, one.container, one.blob, one.version);
    if (!read) return failed;
    await keepVersion(there, to, { container: route.container, blob: one.blob });
    await write(there, target, read);
    return arrived;
  }
}

/** A version's content: it stands there now, or was put aside. Nothing where it is gone. */
async function openVersion(
  azurite: Azurite,
  account: string,
  container: string,
  blob: string,
  version: string,
): Promise<IncomingMessage | undefined> {
  const current = { container: containerName(account, container), blob };
  const { status, headers } = await azurite.call({ ...current, method: "HEAD" });
  const place =
    status === 200 && versionIdOf(headers) === version
      ? current
      : { container: containerName(account, container, "versions"), blob: versionBlob(blob, version) };
  const request = azurite.open({ ...place, method: "GET" });
  request.end();
  const [answer]: IncomingMessage[] = await once(request, "response");
  if (answer?.statusCode === 200) return answer;
  answer?.resume();
  if (answer?.statusCode === 404) return undefined;
  throw new Error(`the source answers ${answer?.statusCode}`);
}

async function write(
  azurite: Azurite,
  target: { readonly container: string; readonly blob: string },
  read: IncomingMessage,
): Promise<void> {
  const headers = Object.entries(read.headers).filter(([name]) => carried.test(name));
  const request = azurite.open({
    ...target,
    method: "PUT",
    headers: {
      ...Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
      "x-ms-blob-type": "BlockBlob",
    },
  });
  const answered: Promise<IncomingMessage[]> = once(request, "response");
  await Promise.all([pipeline(read, request), answered]);
  const [answer] = await answered;
  answer?.resume();
  if (answer?.statusCode !== 201) throw new Error(`the destination answers ${answer?.statusCode}`);
}
