import assert from "node:assert/strict";
import { AwsError } from "../../../simulator/aws/api/errors.ts";
import { authoriseS3 } from "../../../simulator/aws/api/s3/authorise.ts";
import { findBucket, objectLockXml } from "../../../simulator/aws/api/s3/buckets.ts";
import { encodeListing } from "../../../simulator/aws/api/s3/listing.ts";
import { readOperation } from "../../../simulator/aws/api/s3/operation.ts";
import type { Context } from "../../../simulator/aws/iam/patterns.ts";
import { bucket, keyArn, write } from "../internet/platform.ts";
import { sessionOf } from "../internet/simulation.ts";
import { type TestServices, testServices } from "./services.ts";

const operations: readonly (readonly [string, readonly string[]])[] = [
  ["GET /b/k", ["s3:GetObject"]],
  ["HEAD /b/k", ["s3:GetObject"]],
  ["GET /b/k?versionId=1", ["s3:GetObjectVersion"]],
  ["PUT /b/k", ["s3:PutObject"]],
  ["PUT /b/k?partNumber=1&uploadId=u", ["s3:PutObject"]],
  ["POST /b/k?uploads", ["s3:PutObject"]],
  ["GET /b/k?uploadId=u", ["s3:ListMultipartUploadParts"]],
  ["DELETE /b/k?uploadId=u", ["s3:AbortMultipartUpload"]],
  ["DELETE /b/k", ["s3:DeleteObject"]],
  ["DELETE /b/k?versionId=1", ["s3:DeleteObjectVersion"]],
  ["PUT /b/k?retention", ["s3:PutObjectRetention"]],
  ["GET /b/k?tagging&versionId=1", ["s3:GetObjectVersionTagging"]],
  ["PUT /b/k?acl", []],
  ["GET /b?list-type=2&prefix=x", ["s3:ListBucket"]],
  ["HEAD /b", ["s3:ListBucket"]],
  ["GET /b?versions", ["s3:ListBucketVersions"]],
  ["GET /b/?location", ["s3:GetBucketLocation"]],
  ["GET /b?policy", []],
  ["PUT /b?versioning", []],
  ["PUT /b", ["s3:CreateBucket"]],
  ["DELETE /b", []],
  ["GET /", ["s3:ListAllMyBuckets"]],
];

describe("S3", () => {
  let services: TestServices;
  beforeEach(() => {
    services = testServices();
  });
  afterEach(() => services.end());

  for (const [line, actions] of operations) {
    it(`${line} needs ${actions.join(", ") || "what the simulator does not know"}`, () => {
      const [method = "", target = ""] = line.split(" ");
      assert.deepEqual(readOperation({ method, target, headers: {} }, "").actions, actions);
    });
  }

  it("finds bucket and key in both styles of address", () => {
    const request = { method: "GET", target: "/a%20b/c", headers: {} };
    const inHost = readOperation(request, "my-bucket");
    assert.deepEqual([inHost.bucket, inHost.key], ["my-bucket", "a b/c"]);
    const inPath = readOperation({ ...request, target: "/my-bucket/a%20b/c" }, "");
    assert.deepEqual([inPath.bucket, inPath.key], ["my-bucket", "a b/c"]);
  });

  const ask = (
    role: string,
    line: string,
    { headers = {}, context = {} }: { headers?: Readonly<Record<string, string>>; context?: Context } = {},
  ) => {
    const [method = "", target = ""] = line.split(" ");
    const request = { method, target: `/${bucket}${target}`, headers };
    const found = findBucket(services.world, bucket);
    assert.ok(found);
    return authoriseS3(services.world, services.authoriser, {
      principal: sessionOf(role),
      request,
      operation: readOperation(request, ""),
      bucket: found,
      context: { "aws:securetransport": "true", ...context },
    });
  };
  const refused = (work: () => unknown, reason: RegExp) =>
    assert.throws(work, (error) => error instanceof AwsError && reason.test(error.message));

  it("lets a role do what it is granted under its prefix, and nothing beside it", () => {
    assert.equal(ask("backup", "PUT /tenants/harbor/x")?.key.outputs.arn, keyArn);
    ask("backup", "GET ?list-type=2&prefix=tenants%2Fharbor%2F");
    refused(
      () => ask("backup", "PUT /tenants/other/x"),
      /s3:PutObject on resource: \S+tenants\/other\/x because no identity/,
    );
    refused(() => ask("backup", "GET ?list-type=2&prefix=tenants%2F"), /s3:ListBucket/);
    refused(() => ask("backup", "DELETE /tenants/harbor/x?versionId=1"), /s3:DeleteObjectVersion/);
  });

  it("refuses plain HTTP where the bucket's policy does", () => {
    const context = { "aws:securetransport": "false" };
    refused(() => ask("backup", "GET /tenants/harbor/x", { context }), /explicit deny in a resource-based policy/);
  });

  it("refuses content without a right to the bucket's key, whatever the bucket allows", () => {
    refused(() => ask("keyless", "GET /tenants/harbor/x"), /kms:Decrypt on resource/);
    refused(() => ask("keyless", "PUT /tenants/harbor/x"), /kms:GenerateDataKey on resource/);
    assert.equal(ask("keyless", "DELETE /tenants/harbor/x"), undefined);
  });

  it("needs to read the source of a copy", () => {
    const copy = (source: string) =>
      ask("backup", "PUT /tenants/harbor/x", { headers: { "x-amz-copy-source": source } });
    copy(`/${bucket}/tenants/harbor/y`);
    refused(() => copy(`${bucket}/tenants/other/y`), /s3:GetObject on resource: \S+tenants\/other\/y/);
  });

  it("needs a right of its own for a lock, and refuses public access lists", () => {
    const lock = { "x-amz-object-lock-mode": "GOVERNANCE" };
    refused(() => ask("backup", "PUT /tenants/harbor/x", { headers: lock }), /s3:PutObjectRetention/);
    const list = { "x-amz-acl": "public-read" };
    refused(() => ask("backup", "PUT /tenants/harbor/x", { headers: list }), /does not allow ACLs/);
  });

  it("tells the store how long objects are locked", () => {
    const type = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
    write(services.world, type, bucket, { bucket, rule: { defaultRetention: { mode: "COMPLIANCE", days: 7 } } });
    const resource = services.world.find(type, bucket);
    assert.ok(resource);
    const retention = "<DefaultRetention><Mode>COMPLIANCE</Mode><Days>7</Days></DefaultRetention>";
    assert.ok(objectLockXml(resource).includes(`<Rule>${retention}</Rule>`));
  });

  it("encodes the names of a listing, and says so", () => {
    const xml =
      "<ListBucketResult><Prefix>a/</Prefix><Contents><Key>a/1 + 2 &amp; ü</Key></Contents></ListBucketResult>";
    assert.equal(
      encodeListing(xml),
      "<ListBucketResult><Prefix>a/</Prefix><Contents><Key>a/1%20%2B%202%20%26%20%C3%BC</Key></Contents>" +
        "<EncodingType>url</EncodingType></ListBucketResult>",
    );
  });
});
