import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parsePolicy } from "../../../simulator/aws/iam/policy.ts";
import { type Case, judge, role } from "./policies.ts";

const action = fc.constantFrom("s3:GetObject", "s3:PutObject", "kms:Decrypt", "s3:*", "*", "s3:Get*");
const resource = fc.constantFrom(
  "*",
  "arn:aws:s3:::backups/*",
  "arn:aws:s3:::backups/tenants/harbor/*",
  "arn:aws:s3:::files/*",
);
const condition = fc.constantFrom({}, { Bool: { secure: "true" } }, { StringNotEquals: { team: "a" } });
const effect = fc.constantFrom("Allow", "Deny");
const statement = fc.record({ Effect: effect, Action: action, Resource: resource, Condition: condition });
const onResource = fc.record({
  Effect: effect,
  Action: action,
  Resource: resource,
  Condition: condition,
  Principal: fc.constantFrom("*", { AWS: role }, { AWS: "arn:aws:iam::123456789012:root" }),
});
const context = fc.record({ secure: fc.constantFrom("true", "false"), team: fc.constantFrom("a", "b") });
const toPolicy = (statements: readonly object[]) => parsePolicy("p", JSON.stringify({ Statement: statements }));

const world = fc.record({
  identity: fc.array(statement, { maxLength: 4 }),
  resource: fc.array(onResource, { maxLength: 3 }),
  boundary: fc.option(fc.array(statement, { maxLength: 3 }), { nil: undefined }),
  context,
  resourceDecides: fc.boolean(),
});
function toCase(given: typeof world extends fc.Arbitrary<infer Given> ? Given : never): Case {
  const { identity, resource, boundary, context, resourceDecides } = given;
  return {
    identity: [toPolicy(identity)],
    resourcePolicy: toPolicy(resource),
    ...(boundary ? { boundary: toPolicy(boundary) } : {}),
    context,
    resourceDecides,
  };
}

describe("IAM's decision, whatever the policies", () => {
  const everywhere = { Effect: "Deny", Action: "*", Resource: "*" };

  it("refuses as soon as one deny covers the request", () => {
    fc.assert(
      fc.property(world, (given) => {
        const denied = toCase(given);
        const identity = [...(denied.identity ?? []), toPolicy([everywhere])];
        assert.equal(judge({ ...denied, identity }).allowed, false);
      }),
    );
  });

  it("never widens when an allow is taken away", () => {
    fc.assert(
      fc.property(world, fc.nat(), (given, which) => {
        const allows = given.identity.filter(({ Effect }) => Effect === "Allow");
        const gone = allows[which % Math.max(allows.length, 1)];
        const fewer = { ...given, identity: given.identity.filter((one) => one !== gone) };
        if (judge(toCase(fewer)).allowed) assert.equal(judge(toCase(given)).allowed, true);
      }),
    );
  });

  it("never widens when a boundary is drawn", () => {
    fc.assert(
      fc.property(world, (given) => {
        if (judge(toCase(given)).allowed) assert.equal(judge(toCase({ ...given, boundary: undefined })).allowed, true);
      }),
    );
  });

  it("does not depend on the order of statements", () => {
    fc.assert(
      fc.property(world, (given) => {
        const turned = { ...given, identity: given.identity.toReversed(), resource: given.resource.toReversed() };
        assert.equal(judge(toCase(turned)).allowed, judge(toCase(given)).allowed);
      }),
    );
  });

  it("explains every refusal and no allowance", () => {
    fc.assert(
      fc.property(world, (given) => {
        const { allowed, reason } = judge(toCase(given));
        assert.equal(reason === "", allowed);
      }),
    );
  });
});
