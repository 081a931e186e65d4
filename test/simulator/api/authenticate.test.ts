import assert from "node:assert/strict";
import { authenticate } from "../../../simulator/aws/api/authenticate.ts";
import type { Credentials } from "../../../simulator/aws/api/credentials.ts";
import { AuthenticationError } from "../../../simulator/aws/api/errors.ts";
import { authorization, sha256, signatureOf, signingTime } from "../../../simulator/aws/api/signature.ts";
import { region } from "../internet/platform.ts";
import { sessionOf } from "../internet/simulation.ts";
import { type TestServices, testServices } from "./services.ts";

const host = "s3.eu-central-1.amazonaws.com";

describe("who made a request", () => {
  let services: TestServices;
  let credentials: Credentials;
  beforeEach(() => {
    services = testServices();
    credentials = services.issuer.issueCredentials(sessionOf("backup"), 900);
  });
  afterEach(() => services.end());

  const signed = (at: Date, changes: Readonly<Record<string, string>> = {}) => {
    const time = signingTime(at);
    const payloadHash = "UNSIGNED-PAYLOAD";
    const headers = {
      host,
      "x-amz-content-sha256": payloadHash,
      "x-amz-date": time,
      "x-amz-security-token": credentials.sessionToken,
    };
    const request = { method: "GET", target: "/bucket/key", headers };
    const scope = { time, region, service: "s3", signedHeaders: Object.keys(headers).sort(), payloadHash };
    return {
      ...request,
      headers: { ...headers, authorization: authorization(request, scope, credentials), ...changes },
    };
  };
  const refuses = (request: Parameters<typeof authenticate>[0], problem: string) =>
    assert.throws(
      () => authenticate(request, services.issuer),
      (error) => error instanceof AuthenticationError && error.problem === problem,
    );

  it("is the session that its credentials were issued to", () => {
    const { principal, service } = authenticate(signed(new Date()), services.issuer);
    assert.deepEqual(principal, sessionOf("backup"));
    assert.equal(service, "s3");
  });

  it("stays open where anything that was signed has changed", () => {
    const request = signed(new Date());
    refuses({ ...request, target: "/bucket/other" }, "wrong-signature");
    refuses({ ...request, method: "PUT" }, "wrong-signature");
    refuses(signed(new Date(), { "x-amz-content-sha256": sha256("x") }), "wrong-signature");
    refuses(signed(new Date(), { authorization: "" }), "unsigned");
    refuses(signed(new Date(), { authorization: "Bearer x" }), "malformed");
  });

  it("stays open where the clock is more than a quarter of an hour off", () => {
    refuses(signed(new Date(Date.now() - 16 * 60_000)), "skewed-clock");
    refuses(signed(new Date(Date.now() + 16 * 60_000)), "skewed-clock");
    authenticate(signed(new Date(Date.now() - 14 * 60_000)), services.issuer);
  });

  it("stays open with a token that ran out, is somebody else's, or was never issued", () => {
    credentials = services.issuer.issueCredentials(sessionOf("backup"), -1);
    refuses(signed(new Date()), "expired-token");
    const { accessKeyId } = services.issuer.issueCredentials(sessionOf("secrets"), 900);
    credentials = { ...services.issuer.issueCredentials(sessionOf("backup"), 900), accessKeyId };
    refuses(signed(new Date()), "invalid-token");
    credentials = { ...credentials, sessionToken: `x${credentials.sessionToken}` };
    refuses(signed(new Date()), "invalid-token");
  });

  it("is in a presigned URL for as long as it says", () => {
    const url = (at: Date, seconds: number) => {
      const time = signingTime(at);
      const scope = { time, region, service: "s3", signedHeaders: ["host"], payloadHash: "UNSIGNED-PAYLOAD" };
      const query = new URLSearchParams({
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": `${credentials.accessKeyId}/${time.slice(0, 8)}/${region}/s3/aws4_request`,
        "X-Amz-Date": time,
        "X-Amz-Expires": String(seconds),
        "X-Amz-Security-Token": credentials.sessionToken,
        "X-Amz-SignedHeaders": "host",
      });
      const request = { method: "GET", target: `/bucket/key?${query}`, headers: { host } };
      const signature = signatureOf(request, scope, credentials.secretAccessKey);
      return { ...request, target: `${request.target}&X-Amz-Signature=${signature}` };
    };
    assert.deepEqual(authenticate(url(new Date(), 60), services.issuer).principal, sessionOf("backup"));
    refuses(url(new Date(Date.now() - 61_000), 60), "expired-url");
    refuses(url(new Date(), 8 * 86_400), "malformed");
  });
});
