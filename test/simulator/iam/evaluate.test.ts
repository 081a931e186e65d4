import assert from "node:assert/strict";
import { account, allow, type Case, deny, judge, policy, role, session } from "./policies.ts";

const everything = policy(allow("*", "*"));
const object = "arn:aws:s3:::backups/*";
const onResource = (principal: unknown, effect = "Allow") =>
  policy({ Effect: effect, Principal: principal, Action: "s3:*", Resource: object });
const root = { AWS: `arn:aws:iam::${account}:root` };
const sessionArn = `arn:aws:sts::${account}:assumed-role/backup/pod-1`;
const other = "999999999999";

const table: readonly (readonly [string, Case, boolean])[] = [
  ["nothing allows", {}, false],
  ["an identity policy allows", { identity: [policy(allow("s3:GetObject", object))] }, true],
  ["an identity policy allows something else", { identity: [policy(allow("s3:PutObject", object))] }, false],
  ["it allows another bucket", { identity: [policy(allow("s3:GetObject", "arn:aws:s3:::files/*"))] }, false],
  ["a deny beside the allow", { identity: [policy(allow("s3:*", "*"), deny("s3:Get*", "*"))] }, false],
  ["a deny on the resource", { identity: [everything], resourcePolicy: onResource("*", "Deny") }, false],
  ["a deny on another's account", { identity: [everything], resourcePolicy: onResource({ AWS: other }, "Deny") }, true],
  ["the resource allows the role", { resourcePolicy: onResource({ AWS: role }) }, true],
  ["the resource allows the session", { resourcePolicy: onResource({ AWS: sessionArn }) }, true],
  ["the resource allows everybody", { resourcePolicy: onResource("*") }, true],
  ["the resource hands over to the account", { resourcePolicy: onResource(root) }, false],
  ["…and the account allows", { resourcePolicy: onResource(root), identity: [everything] }, true],
  [
    "a key hands over and the identity allows",
    { resourceDecides: true, resourcePolicy: onResource(root), identity: [everything] },
    true,
  ],
  [
    "a key that says nothing",
    { resourceDecides: true, resourcePolicy: onResource({ AWS: other }), identity: [everything] },
    false,
  ],
  ["a key without a policy", { resourceDecides: true, identity: [everything] }, false],
  ["another account's bucket, identity alone", { owner: other, identity: [everything] }, false],
  ["another account's bucket, resource alone", { owner: other, resourcePolicy: onResource({ AWS: role }) }, false],
  [
    "another account's bucket, both",
    { owner: other, identity: [everything], resourcePolicy: onResource({ AWS: role }) },
    true,
  ],
  ["outside the boundary", { identity: [everything], boundary: policy(allow("ec2:*", "*")) }, false],
  ["inside the boundary", { identity: [everything], boundary: policy(allow("s3:*", "*")) }, true],
  ["a boundary gives nothing by itself", { boundary: everything }, false],
  ["a service that is trusted", service("pods.eks.amazonaws.com", "pods.eks.amazonaws.com"), true],
  ["a service that is not", service("ec2.amazonaws.com", "pods.eks.amazonaws.com"), false],
  ["NotAction leaves the rest", { identity: [policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" })] }, true],
  ["NotAction takes its own out", { identity: [policy({ Effect: "Allow", NotAction: "s3:*", Resource: "*" })] }, false],
  [
    "NotResource leaves the rest",
    { identity: [policy({ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::files/*" })] },
    true,
  ],
  [
    "NotResource takes its own out",
    { identity: [policy({ Effect: "Allow", Action: "*", NotResource: object })] },
    false,
  ],
];

function service(trusted: string, name: string): Case {
  const trust = policy({ Effect: "Allow", Principal: { Service: trusted }, Action: "sts:AssumeRole" });
  return {
    principal: { kind: "service", name },
    action: "sts:AssumeRole",
    resourcePolicy: trust,
    resourceDecides: true,
  };
}

describe("IAM's decision", () => {
  for (const [name, given, expected] of table) {
    it(`${expected ? "allows" : "refuses"}: ${name}`, () => assert.equal(judge(given).allowed, expected));
  }

  it("limits by the boundary what a resource gives to the role, not what it gives to the session", () => {
    const boundary = policy(allow("ec2:*", "*"));
    assert.equal(judge({ boundary, resourcePolicy: onResource({ AWS: role }) }).allowed, false);
    assert.equal(judge({ boundary, resourcePolicy: onResource({ AWS: sessionArn }) }).allowed, true);
  });

  it("says who was refused what, and by which kind of policy", () => {
    const user = `User: ${sessionArn} is not authorized to perform: s3:GetObject`;
    const start = `${user} on resource: arn:aws:s3:::backups/tenants/harbor/x`;
    const refusals = [
      [judge({}), "because no identity-based policy allows the s3:GetObject action"],
      [judge({ resourcePolicy: onResource("*", "Deny") }), "with an explicit deny in a resource-based policy"],
      [judge({ boundary: policy() }), "because no permissions boundary allows the s3:GetObject action"],
    ] as const;
    for (const [decision, end] of refusals) assert.equal(decision.reason, `${start} ${end}`);
  });

  it("fills the principal's tags into policies", () => {
    const tag = "$".concat("{aws:PrincipalTag/kubernetes-namespace}");
    const own = policy(allow("s3:*", `arn:aws:s3:::backups/tenants/${tag}/*`));
    assert.equal(judge({ identity: [own] }).allowed, true);
    assert.equal(judge({ identity: [own], resource: "arn:aws:s3:::backups/tenants/other/x" }).allowed, false);
    assert.equal(judge({ identity: [own], principal: { ...session, tags: {} } }).allowed, false);
  });
});
