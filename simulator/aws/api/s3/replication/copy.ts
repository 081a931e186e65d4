/** Carries one version of an object, or one delete marker, from a region's store to another's. */
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";
import type { RegionStore } from "../store.ts";

/** Where a version of an object lies in a region. */
export interface VersionPlace {
  readonly bucket: string;
  readonly key: string;
  /** Default the newest. */
  readonly version?: string | undefined;
}

/** What of an object goes along with its bytes. */
const carried =
  /^(content-(type|encoding|disposition|language|length)|cache-control|expires|x-amz-meta-.*|x-amz-object-lock-.*)$/;

const pathOf = (bucket: string, key: string): string =>
  `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;

/** A version's headers, or nothing where it is gone. */
export async function headersOf(
  store: RegionStore,
  place: VersionPlace,
): Promise<IncomingMessage["headers"] | undefined> {
  const answer = await send(store, "HEAD", versionTarget(place));
  answer.resume();
  return answer.statusCode === 200 ? answer.headers : undefined;
}

/**
 * @param lock  of an object whose lock is its bucket's default one
 * @returns the copy's version, or nothing where the source's is gone
 * @throws Error where a store does not answer or refuses
 */
export async function copyVersion(
  from: RegionStore,
  source: VersionPlace,
  to: RegionStore,
  destination: string,
  lock: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const read = await send(from, "GET", versionTarget(source));
  if (read.statusCode === 404) {
    read.resume();
    return undefined;
  }
  if (read.statusCode !== 200) throw new Error(`the source's store answers ${read.statusCode}`);
  const headers = Object.entries(read.headers).filter(([name]) => carried.test(name));
  const write = to.open({
    method: "PUT",
    target: pathOf(destination, source.key),
    headers: {
      ...lock,
      ...Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
      "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
    },
  });
  const answered: Promise<IncomingMessage[]> = once(write, "response");
  await Promise.all([pipeline(read, write), answered]);
  return versionOf((await answered)[0]);
}

/** @returns the marker's version */
export async function copyMarker(to: RegionStore, destination: string, key: string): Promise<string> {
  return versionOf(await send(to, "DELETE", pathOf(destination, key)));
}

const versionTarget = ({ bucket, key, version }: VersionPlace): string =>
  `${pathOf(bucket, key)}${version === undefined ? "" : `?versionId=${encodeURIComponent(version)}`}`;

async function send(store: RegionStore, method: string, target: string): Promise<IncomingMessage> {
  const request = store.open({ method, target, headers: {} });
  request.end();
  const [answer]: IncomingMessage[] = await once(request, "response");
  if (!answer) throw new Error("the store gave no answer");
  return answer;
}

function versionOf(answer: IncomingMessage | undefined): string {
  answer?.resume();
  const version = answer?.headers["x-amz-version-id"];
  if (answer && (answer.statusCode ?? 500) < 300 && typeof version === "string") return version;
  throw new Error(`the destination's store answers ${answer?.statusCode}`);
}
