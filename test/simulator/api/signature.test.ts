import assert from "node:assert/strict";
import { emptyPayloadHash, type SignedRequest, signatureOf } from "../../../simulator/aws/api/signature.ts";

/** Example credentials and requests: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const scope = { time: "20130524T000000Z", region: "us-east-1", service: "s3" };
const host = "examplebucket.s3.amazonaws.com";

describe("AWS signatures", () => {
  it("come out like those of AWS's own examples: an object with a range", () => {
    const headers = { host, range: "bytes=0-9", "x-amz-content-sha256": emptyPayloadHash, "x-amz-date": scope.time };
    const request: SignedRequest = { method: "GET", target: "/test.txt", headers };
    const signedHeaders = Object.keys(headers).sort();
    assert.equal(
      signatureOf(request, { ...scope, signedHeaders, payloadHash: emptyPayloadHash }, secret),
      "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    );
  });

  it("come out like those of AWS's own examples: a query without a value", () => {
    const headers = { host, "x-amz-content-sha256": emptyPayloadHash, "x-amz-date": scope.time };
    const signedHeaders = Object.keys(headers).sort();
    const sign = (target: string) =>
      signatureOf(
        { method: "GET", target, headers },
        { ...scope, signedHeaders, payloadHash: emptyPayloadHash },
        secret,
      );
    assert.equal(sign("/?lifecycle"), "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    assert.equal(sign("/?max-keys=2&prefix=J"), "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
  });

  it("do not depend on how a client writes the same path and query", () => {
    const headers = { host, "x-amz-date": scope.time };
    const all = { ...scope, signedHeaders: ["host", "x-amz-date"], payloadHash: emptyPayloadHash };
    const sign = (target: string) => signatureOf({ method: "GET", target, headers }, all, secret);
    assert.equal(sign("/a%20b/c?x=%7e&a=1"), sign("/a%20b/c?a=1&x=~"));
    assert.notEqual(sign("/a"), sign("/b"));
  });
});
