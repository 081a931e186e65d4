/** All versions of a bucket, in the order in which they were written. */

import { plainText } from "../../../../cloud/xml.ts";
import type { RegionStore } from "../store.ts";

export interface Version {
  readonly key: string;
  readonly version: string;
  readonly marker: boolean;
}

/** @throws Error where the store does not answer or refuses */
export async function listVersions(store: RegionStore, bucket: string, prefix = ""): Promise<readonly Version[]> {
  const found: Version[] = [];
  for (let marker: URLSearchParams | undefined = new URLSearchParams(); marker; ) {
    const query = new URLSearchParams({ prefix, ...Object.fromEntries(marker) });
    const { status, text } = await store.call("GET", `/${bucket}?${query}&versions=`.replaceAll("+", "%20"));
    if (status !== 200) throw new Error(`the store lists no versions of ${bucket}: ${text}`);
    found.push(...readVersions(text));
    marker = nextPage(text);
  }
  // The store's names of versions sort by time; one from before versions were kept is called "null".
  const order = ({ version }: Version) => (version === "null" ? "" : version);
  return found.toSorted((one, other) => (order(one) < order(other) ? -1 : 1));
}

export function readVersions(xml: string): readonly Version[] {
  return [...xml.matchAll(/<(Version|DeleteMarker)>(.*?)<\/\1>/gs)].map(([, kind, body = ""]) => ({
    key: textOf(body, "Key"),
    version: textOf(body, "VersionId"),
    marker: kind === "DeleteMarker",
  }));
}

function nextPage(xml: string): URLSearchParams | undefined {
  if (textOf(xml, "IsTruncated") !== "true") return undefined;
  const next = {
    "key-marker": textOf(xml, "NextKeyMarker"),
    "version-id-marker": textOf(xml, "NextVersionIdMarker"),
  };
  return new URLSearchParams(next);
}

const textOf = (xml: string, name: string): string =>
  plainText(new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "");
