import assert from "node:assert/strict";
import { rules } from "../../policy-pack/rules/index.ts";
import { ofType, type Registered } from "../components/mocks.ts";
import { standardPlatform } from "../components/platforms.ts";
import { type Insecure, pathsOf, withInsecure } from "./mutations/change.ts";
import { isHarmless, label } from "./mutations/harmless.ts";
import { platform } from "./mutations/platform.ts";
import { stores } from "./mutations/stores.ts";
import { judge } from "./support/judge.ts";

const mutations = { ...stores, ...platform };
/** Resources whose absence leaves something open. */
const guards = [
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ec2/flowLog:FlowLog",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:budgets/budget:Budget",
  "aws:ec2/natGateway:NatGateway",
];
/** What no rule sees: only its name tells the password of a backup repository from others, which may go. */
const unseen = ["random:index/randomPassword:RandomPassword protect"];

describe("insecure inputs", function () {
  this.timeout(120_000);
  let resources: readonly Registered[];
  before(async () => {
    ({ resources } = await standardPlatform("aws-production"));
  });
  const score = { caught: 0, tried: 0 };
  const tripped = new Set<string>();
  after(() => console.log(`      mutation score: ${score.caught}/${score.tried}`));

  /** Whether a rule trips when these resources take the place of their originals. */
  const trips = (changed: readonly Registered[]): boolean => {
    const { violations } = judge(rules, changed);
    for (const { rule } of violations) tripped.add(rule);
    return violations.length > 0;
  };
  const counted = (caught: boolean): boolean => {
    score.tried += 1;
    if (caught) score.caught += 1;
    return caught;
  };
  const replacing = (original: Registered, change: Partial<Registered>) =>
    resources.map((resource) => (resource === original ? { ...resource, ...change } : resource));

  for (const [type, inputs] of Object.entries(mutations))
    it(`trip a rule: ${type}`, () => {
      for (const [path, values] of Object.entries(inputs))
        for (const insecure of values) {
          const changed = candidates(type, path, insecure);
          assert(changed.length > 0, `nothing to change at ${label(type, path)}`);
          assert(
            counted(changed.some(({ original, mutated }) => trips(replacing(original, mutated)))),
            `${label(type, path)}: ${String(insecure)}`,
          );
        }
    });

  it("trip a rule by their absence: what guards something else", () => {
    for (const type of guards) {
      const [guard] = ofType(resources, type);
      assert(guard && counted(trips(resources.filter((resource) => resource !== guard))), type);
    }
  });

  it("trip a rule: protection that was taken off", () => {
    const types = new Set(resources.filter(({ protect, custom }) => protect && custom).map(({ type }) => type));
    for (const type of types) {
      const original = ofType(resources, type).find(({ protect }) => protect);
      assert(original);
      const caught = counted(trips(replacing(original, { protect: false })));
      assert.equal(caught, !unseen.includes(`${type} protect`), type);
    }
  });

  it("trip a rule: a role, a store or a group of a kind that the platform does not make", () => {
    const strangers: [string, Readonly<Record<string, unknown>>][] = [
      ["aws:iam/user:User", { name: "ada" }],
      ["aws:iam/accessKey:AccessKey", { user: "ada" }],
      ["aws:ec2/securityGroupRule:SecurityGroupRule", { type: "ingress", cidrBlocks: ["0.0.0.0/0"] }],
      ["aws:ec2/securityGroupRule:SecurityGroupRule", { type: "egress", cidrBlocks: ["0.0.0.0/0"] }],
      ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", { cidrIpv4: "0.0.0.0/0" }],
      ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", { cidrIpv6: "::/0" }],
      ["aws:sqs/queue:Queue", { region: "us-east-1" }],
    ];
    const model = ofType(resources, "aws:ec2/vpc:Vpc")[0];
    assert(model);
    for (const [type, inputs] of strangers)
      assert(
        counted(trips([...resources, { ...model, urn: `${model.urn}-stranger`, type, name: "stranger", inputs }])),
        type,
      );
  });

  it("trip every rule, by one of them at least", () => {
    assert.deepEqual(
      rules.map(({ name }) => name).filter((name) => !tripped.has(name)),
      [],
    );
  });

  it("are all known: every input that the platform sends is in one of the lists", () => {
    const open = resources
      .filter(({ type }) => /^(aws|pulumi:providers:aws)/.test(type))
      .flatMap(({ type, inputs }) =>
        pathsOf(inputs)
          .filter((path) => !mutations[type]?.[path]?.length && !covered(type, path) && !isHarmless(type, path))
          .map((path) => label(type, path)),
      );
    assert.deepEqual([...new Set(open)].sort(), []);
  });

  /** Whether a mutation replaces the list or section that the input stands in. */
  const covered = (type: string, path: string) =>
    Object.keys(mutations[type] ?? {}).some((known) => path.startsWith(`${known}.`) || path.startsWith(`${known}[]`));

  /** Some values are only wrong for some resources of a type: the lock of archives, the key's policy for logs. */
  function candidates(type: string, path: string, insecure: Insecure) {
    return ofType(resources, type).flatMap((original) => {
      try {
        const inputs = withInsecure(original.inputs, path, insecure);
        return JSON.stringify(inputs) === JSON.stringify(original.inputs)
          ? []
          : [{ original, mutated: { inputs, propertyDependencies: withoutInput(original, path) } }];
      } catch {
        return [];
      }
    });
  }
});

/** What is written literally was computed from nothing. */
function withoutInput({ propertyDependencies }: Registered, path: string): Registered["propertyDependencies"] {
  const input = path.split(/[.[]/)[0];
  return Object.fromEntries(Object.entries(propertyDependencies).filter(([name]) => name !== input));
}
