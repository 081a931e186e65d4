/** Many deletions in one request: each key is judged alone, and only those that are allowed reach the store. */
import { plainText } from "../../../cloud/xml.ts";
import type { SimulatedResource } from "../../../world.ts";
import type { Session } from "../../iam/principal.ts";
import type { Services } from "../call.ts";
import { AwsError, toAwsError } from "../errors.ts";
import { xmlText } from "../render.ts";
import { requireOn } from "./authorise.ts";
import type { S3Call } from "./call.ts";
import type { S3Replication } from "./replication/replication.ts";
import type { RegionStore } from "./store.ts";

/** Bytes; S3 takes at most 1,000 keys of 1,024 bytes in a request. */
const bodyLimit = 2 * 1024 * 1024;

interface Wish {
  readonly xml: string;
  readonly key: string;
  readonly version: boolean;
}

interface Place {
  readonly principal: Session;
  readonly bucket: SimulatedResource;
  readonly store: RegionStore;
  readonly replication: S3Replication;
}

/** Answers DeleteObjects. @throws AwsError `MalformedXML` for a list that is too long */
export async function deleteObjects(
  { request, response, context, headers }: S3Call,
  { world, authoriser }: Services,
  { principal, bucket, store, replication }: Place,
): Promise<void> {
  if (Number(headers["content-length"]) > bodyLimit) throw new AwsError("MalformedXML", 400, "the list is too long");
  const body = Buffer.concat(await request.toArray()).toString();
  const denied: string[] = [];
  const granted = readWishes(body).filter(({ key, version }) => {
    const action = `s3:DeleteObject${version ? "Version" : ""}`;
    try {
      requireOn(world, authoriser, { principal, action, bucket, key, context });
      return true;
    } catch (error) {
      const { code, message } = toAwsError(error, "s3");
      const text = `<Code>${code}</Code><Message>${xmlText(message)}</Message>`;
      denied.push(`<Error><Key>${xmlText(key)}</Key>${text}</Error>`);
      return false;
    }
  });
  const wishes = granted.map(({ xml }) => xml).join("");
  const list = `<Delete>${body.includes("<Quiet>true</Quiet>") ? "<Quiet>true</Quiet>" : ""}${wishes}</Delete>`;
  const answer =
    granted.length === 0
      ? { status: 200, text: "<DeleteResult></DeleteResult>" }
      : await store.call("POST", `/${bucket.outputs.bucket}?delete=`, list);
  recordMarkers(answer.text, String(bucket.outputs.bucket), replication);
  const text = answer.text.replace("</DeleteResult>", `${denied.join("")}</DeleteResult>`);
  response.writeHead(answer.status, { "content-type": "application/xml" }).end(text);
}

function recordMarkers(xml: string, bucket: string, replication: S3Replication): void {
  for (const [, deleted = ""] of xml.matchAll(/<Deleted>(.*?)<\/Deleted>/gs)) {
    const version = /<DeleteMarkerVersionId>([^<]+)</.exec(deleted)?.[1];
    // A marker that was itself deleted has its version beside its own.
    if (!version || deleted.includes("<VersionId>")) continue;
    const key = plainText(/<Key>([^<]*)<\/Key>/.exec(deleted)?.[1] ?? "");
    replication.changed({ bucket, key, version, marker: true });
  }
}

function readWishes(body: string): readonly Wish[] {
  return [...body.matchAll(/<Object>.*?<\/Object>/gs)].map(([xml]) => ({
    xml,
    key: plainText(/<Key>([^<]*)<\/Key>/.exec(xml)?.[1] ?? ""),
    version: xml.includes("<VersionId>"),
  }));
}
