import assert from "node:assert/strict";
import { differencesOf } from "../../../operations/faults/difference.ts";
import { findingsOf, isClean } from "../../../operations/faults/reality.ts";
import { parseState, type StateResource } from "../../../operations/state.ts";
import type { SimulatedResource } from "../../../simulator/world.ts";

const account = "123456789012";
const type = "aws:ec2/vpc:Vpc";
const urn = (name: string, of = type) => `urn:pulumi:test::pier::${of}::${name}`;
const standing = (id: string, more: Partial<SimulatedResource> = {}): SimulatedResource => ({
  type,
  id,
  account,
  region: "eu-central-1",
  inputs: {},
  outputs: {},
  ...more,
});
const entry = (name: string, id: string, more: Partial<StateResource> = {}): StateResource => ({
  urn: urn(name),
  type,
  custom: true,
  id,
  ...more,
});
const stateOf = (resources: readonly StateResource[], pending: readonly unknown[] = []) =>
  parseState({ deployment: { resources, pending_operations: pending } });
const find = (world: readonly SimulatedResource[], resources: readonly StateResource[], pending?: readonly unknown[]) =>
  findingsOf(world, stateOf(resources, pending), { account });

describe("a cloud beside a state", () => {
  it("is clean where each knows the other once", () => {
    assert.ok(isClean(find([standing("vpc-1")], [entry("main", "vpc-1")])));
  });

  it("holds an orphan that no entry knows, but not in another account", () => {
    assert.deepEqual(find([standing("vpc-1"), standing("vpc-2", { account: "2" })], []).orphaned, [`${type} vpc-1`]);
  });

  it("holds no orphan where another stack of the account knows it", () => {
    const other = stateOf([entry("peer", "vpc-2")]);
    const world = [standing("vpc-1"), standing("vpc-2"), standing("vpc-3")];
    const { orphaned } = findingsOf(world, stateOf([entry("main", "vpc-1")]), { account }, [other]);
    assert.deepEqual(orphaned, [`${type} vpc-3`]);
  });

  it("has lost what only the state knows", () => {
    assert.deepEqual(find([], [entry("main", "vpc-1")]).lost, [urn("main")]);
  });

  it("has not lost what was about to go, or went for its replacement", () => {
    const gone = [entry("a", "vpc-1", { delete: true }), entry("b", "vpc-2", { pendingReplacement: true })];
    assert.ok(isClean(find([], gone)));
  });

  it("is claimed twice where two entries say the same", () => {
    const twice = [entry("a", "vpc-1"), entry("b", "vpc-1")];
    assert.deepEqual(find([standing("vpc-1")], twice).duplicated, [`${type} vpc-1`]);
  });

  it("may be in the middle of something", () => {
    const pending = [{ type: "creating", resource: entry("main", "") }];
    assert.deepEqual(find([], [], pending).pending, [`creating ${urn("main")}`]);
  });

  it("keeps a secret's former versions, and what the cloud made by itself", () => {
    const version = "aws:secretsmanager/secretVersion:SecretVersion";
    const world = [
      standing("secret|1", { type: version }),
      standing("secret|2", { type: version }),
      standing("part", { outputs: { partOf: "whole" } }),
    ];
    const secret = "aws:secretsmanager/secret:Secret";
    const whole = standing("secret", { type: secret });
    assert.ok(isClean(find([whole, ...world], [entry("main", "secret", { type: secret, urn: urn("main", secret) })])));
    assert.equal(find(world, []).orphaned.length, 2);
  });
});

describe("two clouds", () => {
  const subnet = "aws:ec2/subnet:Subnet";
  const cloud = (vpc: string, range: string, password: string) => ({
    world: [
      standing(vpc, {
        inputs: { cidrBlock: "10.0.0.0/16" },
        outputs: { arn: `arn:aws:ec2:::vpc/${vpc}`, kind: "shared-by-several" },
      }),
      standing("subnet-1", {
        type: subnet,
        inputs: { vpcId: vpc, range, note: JSON.stringify({ password }), kind: "shared-by-several" },
      }),
    ],
    state: stateOf([
      entry("main", vpc, { inputs: { cidrBlock: "10.0.0.0/16" } }),
      entry("main", "subnet-1", { type: subnet, urn: urn("main", subnet), inputs: { range } }),
      {
        urn: urn("p", "random:index/randomPassword:RandomPassword"),
        type: "random:index/randomPassword:RandomPassword",
        custom: true,
        id: "none",
        outputs: { result: { plaintext: JSON.stringify(password) }, kind: "shared-by-several" },
      },
    ]),
  });
  const before = cloud("vpc-0a1b2c", "10.0.0.0/24", "correct-horse");

  it("are the same apart from ids and passwords that were drawn by chance", () => {
    assert.deepEqual(differencesOf(before, cloud("vpc-9f8e7d", "10.0.0.0/24", "battery-staple")), []);
  });

  it("are the same in whatever order their resources were made", () => {
    const { world, state } = before;
    const [vpc, ...others] = state.deployment.resources ?? [];
    assert.ok(vpc);
    assert.deepEqual(differencesOf(before, { world: world.toReversed(), state: stateOf([...others, vpc]) }), []);
  });

  it("differ where a property does", () => {
    const [found, ...others] = differencesOf(before, cloud("vpc-0a1b2c", "10.0.9.0/24", "correct-horse"));
    assert.match(found ?? "", /Subnet::main differs in range: .*10\.0\.0\.0\/24.* \/ .*10\.0\.9\.0\/24/);
    assert.deepEqual(others, []);
  });

  it("differ where one has more, or an unfinished replacement", () => {
    const more = cloud("vpc-0a1b2c", "10.0.0.0/24", "correct-horse");
    const left = { ...more, state: stateOf([entry("main", "vpc-0a1b2c"), entry("old", "vpc-3", { delete: true })]) };
    assert.deepEqual(differencesOf(more, left), [
      `${urn("old")} is left of a replacement`,
      `${urn("main", subnet)} is missing`,
    ]);
  });
});
