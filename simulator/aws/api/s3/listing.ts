/**
 * Listings as S3 gives them. The store does not know `encoding-type=url`, and clients that ask for it decode every name; and it
 * dates old versions otherwise (`version-time.ts`).
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { plainText } from "../../../cloud/xml.ts";
import { withTimes } from "./version-time.ts";

const names = /<(Key|Prefix|Delimiter|Marker|NextMarker|StartAfter|KeyMarker|NextKeyMarker)>([^<]*)<\/\1>/g;
const end = /<\/(ListBucketResult|ListVersionsResult|ListMultipartUploadsResult)>/;

/** The same listing with its names encoded, and saying so. */
export function encodeListing(xml: string): string {
  return xml
    .replaceAll(names, (_, element: string, name: string) => `<${element}>${encode(plainText(name))}</${element}>`)
    .replace(end, "<EncodingType>url</EncodingType>$&");
}

/**
 * Sends a listing on; one holds at most 1,000 names.
 * @param complete  adds what the store does not know
 */
export async function sendListing(
  answer: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  complete: (xml: string) => string,
): Promise<void> {
  const text = complete(withTimes(Buffer.concat(await answer.toArray()).toString()));
  const encoded = answer.statusCode === 200 && query.get("encoding-type") === "url";
  const body = encoded ? encodeListing(text) : text;
  const headers = { "content-type": "application/xml", "content-length": Buffer.byteLength(body) };
  response.writeHead(answer.statusCode ?? 502, headers).end(body);
}

function encode(name: string): string {
  return encodeURIComponent(name).replaceAll("%2F", "/");
}
