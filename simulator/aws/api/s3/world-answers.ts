/** What S3 answers from the World alone. */
import type { ServerResponse } from "node:http";
import type { SimulatedResource } from "../../../world.ts";
import type { Session } from "../../iam/principal.ts";
import type { Services } from "../call.ts";
import { xmlText } from "../render.ts";
import { bucketsOf } from "./buckets.ts";

const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** The buckets of the caller's account. */
export function listBuckets(response: ServerResponse, { world, authoriser }: Services, principal: Session): void {
  const request = { principal, action: "s3:ListAllMyBuckets", resource: "*", owner: principal.account, context: {} };
  authoriser.require("s3", request, { policy: undefined, decides: false });
  const buckets = bucketsOf(world, principal.account).map(
    ({ outputs, region }) => `<Bucket><Name>${outputs.bucket}</Name><BucketRegion>${region}</BucketRegion></Bucket>`,
  );
  const owner = `<Owner><ID>${xmlText(principal.account)}</ID></Owner>`;
  send(
    response,
    `<ListAllMyBucketsResult ${namespace}>${owner}<Buckets>${buckets.join("")}</Buckets></ListAllMyBucketsResult>`,
  );
}

/** The oldest region has no name here. */
export function bucketLocation(response: ServerResponse, { region }: SimulatedResource): void {
  const name = region === "us-east-1" ? "" : region;
  send(response, `<LocationConstraint ${namespace}>${name}</LocationConstraint>`);
}

function send(response: ServerResponse, xml: string): void {
  response.writeHead(200, { "content-type": "application/xml", "content-length": Buffer.byteLength(xml) }).end(xml);
}
