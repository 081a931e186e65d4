/**
 * Old versions of blobs, and how long nobody may delete them. Azurite has neither: before a blob is overwritten or deleted,
 * it is copied into a container of its own.
 * https://learn.microsoft.com/azure/storage/blobs/versioning-overview and
 * https://learn.microsoft.com/azure/storage/blobs/immutable-version-level-worm-policies (2026-11).
 */
import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import * as z from "zod";
import type { SimulatedResource, World } from "../../world.ts";
import { parentId } from "../names.ts";
import { containerType, immutabilityType, servicesType } from "../resources/storage/containers.ts";
import { type Azurite, containerName } from "./azurite.ts";
import { BlobError } from "./error.ts";
import type { Operation } from "./operation.ts";

const dayMs = 86_400_000;

export const isVersioned = (world: World, account: SimulatedResource): boolean =>
  world.all(servicesType).some(({ id, inputs }) => parentId(id) === account.id && inputs.isVersioningEnabled === true);

/** Days that what lies in a container cannot be deleted; nothing where it can. */
export function lockedDays(world: World, account: SimulatedResource, container: string): number | undefined {
  const id = `${account.id}/blobServices/default/containers/${container}`;
  const policy = world.find(immutabilityType, `${id}/immutabilityPolicies/default`)?.inputs;
  return z.looseObject({ immutabilityPeriodSinceCreationInDays: z.number() }).safeParse(policy).data
    ?.immutabilityPeriodSinceCreationInDays;
}

/** Whether a container's lock is on versions: then a blob can be overwritten and deleted, and its old version stays. */
export function locksVersions(world: World, account: SimulatedResource, container: string): boolean {
  const found = world.find(containerType, `${account.id}/blobServices/default/containers/${container}`)?.inputs;
  const shape = z.looseObject({
    immutableStorageWithVersioning: z.looseObject({ enabled: z.boolean().optional() }).optional(),
  });
  return shape.safeParse(found).data?.immutableStorageWithVersioning?.enabled === true;
}

/** Version of a blob as Azure writes it: a time, whose last digits tell apart what happened in one second. */
export function versionIdOf({ "last-modified": modified = "", etag = "" }: IncomingHttpHeaders): string {
  const seconds = new Date(modified).toISOString().slice(0, 19);
  const digits = BigInt(`0x${createHash("sha256").update(etag).digest("hex").slice(0, 12)}`) % 10_000_000n;
  return `${seconds}.${String(digits).padStart(7, "0")}Z`;
}

const immutable = () =>
  new BlobError(
    409,
    "BlobImmutableDueToPolicy",
    "This operation is not permitted as the blob is immutable due to a policy.",
  );

/** @throws BlobError where a version is still locked */
export function refuseLocked(version: string, days: number | undefined): void {
  if (days !== undefined && Date.parse(version) + days * dayMs > Date.now()) throw immutable();
}

/** Name of an old version among the old versions. */
export const versionBlob = (blob: string, version: string): string => `${blob}/${encodeURIComponent(version)}`;

/** Puts what stands there aside, before it is overwritten or deleted. */
export async function keepVersion(
  azurite: Azurite,
  account: string,
  { container, blob }: Pick<Operation, "container" | "blob">,
): Promise<void> {
  const current = { container: containerName(account, container), blob };
  const { status, headers } = await azurite.call({ ...current, method: "HEAD" });
  if (status === 404) return;
  const target = {
    container: containerName(account, container, "versions"),
    blob: versionBlob(blob, versionIdOf(headers)),
  };
  const source = { "x-ms-copy-source": azurite.sourceOf(current.container, blob), "x-ms-requires-sync": "true" };
  const copied = await azurite.call({ ...target, method: "PUT", headers: source });
  if (copied.status >= 300) throw new Error(`Azurite kept no version of ${blob}: ${copied.text}`);
}
