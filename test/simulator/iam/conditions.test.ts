import assert from "node:assert/strict";
import type { Context } from "../../../simulator/aws/iam/patterns.ts";
import { MalformedPolicy } from "../../../simulator/aws/iam/policy.ts";
import { allow, judge, policy } from "./policies.ts";

type Condition = Readonly<Record<string, Readonly<Record<string, string | boolean | readonly string[]>>>>;

const table: readonly (readonly [string, Condition, Context, boolean])[] = [
  ["equal", { StringEquals: { "s3:prefix": "a" } }, { "s3:prefix": "a" }, true],
  ["keys ignore case", { StringEquals: { "aws:PrincipalTag/Team": "a" } }, { "aws:principaltag/team": "a" }, true],
  ["one of several values", { StringEquals: { "s3:prefix": ["b", "a"] } }, { "s3:prefix": "a" }, true],
  ["wildcards are plain here", { StringEquals: { "s3:prefix": "*" } }, { "s3:prefix": "a" }, false],
  ["a missing key", { StringEquals: { "s3:prefix": "a" } }, {}, false],
  ["a missing key, if it exists", { StringEqualsIfExists: { "s3:prefix": "a" } }, {}, true],
  ["a missing key, negated", { StringNotEquals: { "s3:prefix": "a" } }, {}, true],
  ["like", { StringLike: { "s3:prefix": "tenants/*" } }, { "s3:prefix": "tenants/harbor/" }, true],
  ["not like any", { StringNotLike: { "s3:prefix": ["a*", "t*"] } }, { "s3:prefix": "tenants" }, false],
  ["ARNs part by part", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } }, {}, false],
  ["bool", { Bool: { "aws:SecureTransport": false } }, { "aws:securetransport": "false" }, true],
  ["bool, the other", { Bool: { "aws:SecureTransport": "false" } }, { "aws:securetransport": "true" }, false],
  ["in range", { IpAddress: { "aws:SourceIp": "10.40.0.0/16" } }, { "aws:sourceip": "10.40.3.4" }, true],
  ["out of range", { NotIpAddress: { "aws:SourceIp": "10.40.0.0/16" } }, { "aws:sourceip": "10.41.3.4" }, true],
  ["null: there is one", { Null: { "s3:x-amz-acl": "true" } }, { "s3:x-amz-acl": "private" }, false],
  ["null: there is none", { Null: { "s3:x-amz-acl": "true" } }, {}, true],
  ["less than", { NumericLessThan: { "s3:TlsVersion": "1.2" } }, { "s3:tlsversion": "1.3" }, false],
  [
    "all of several",
    { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } },
    { "aws:tagkeys": ["a", "b"] },
    true,
  ],
  ["not all of them", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } }, { "aws:tagkeys": ["a", "b"] }, false],
  ["all of none", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } }, {}, true],
  ["any of several", { "ForAnyValue:StringEquals": { "aws:TagKeys": ["b"] } }, { "aws:tagkeys": ["a", "b"] }, true],
  ["any of none", { "ForAnyValue:StringEquals": { "aws:TagKeys": ["b"] } }, {}, false],
  ["two operators, one fails", { StringEquals: { a: "1" }, Bool: { b: "true" } }, { a: "1", b: "false" }, false],
];

describe("conditions", () => {
  for (const [name, condition, context, expected] of table) {
    it(`${expected ? "hold" : "fail"}: ${name}`, () => {
      const identity = [policy(allow("s3:*", "*", condition))];
      assert.equal(judge({ identity, context }).allowed, expected);
    });
  }

  it("compares ARNs part by part, so that a wildcard does not reach into the next part", () => {
    const trap = policy(allow("*", "arn:aws:s3:*backups/*"));
    assert.equal(judge({ identity: [trap] }).allowed, false);
  });

  it("refuses a policy with an operator that it does not know, and says which ones it knows", () => {
    const unknown = () => policy(allow("*", "*", { DateGreaterThan: { "aws:CurrentTime": "2026-01-01" } }));
    assert.throws(
      unknown,
      (error) => error instanceof MalformedPolicy && /DateGreaterThan is not known/.test(error.message),
    );
  });

  it("refuses a policy with a word that is not of the language", () => {
    assert.throws(() => policy({ Effect: "Allow", Actions: "*", Resource: "*" }), MalformedPolicy);
    assert.throws(() => policy({ Effect: "Allow", NotPrincipal: "*", Action: "*" }), MalformedPolicy);
  });
});
