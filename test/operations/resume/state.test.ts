import assert from "node:assert/strict";
import { pendingChanges, pendingCreates, withAdopted } from "../../../operations/resume/adopted.ts";
import { parseState, resourcesOf, type StateResource } from "../../../operations/state.ts";

const stack = "urn:pulumi:test::pier::pulumi:pulumi:Stack::pier-test";
const provider = "urn:pulumi:test::pier::pulumi:providers:aws::aws";
const urn = (type: string, name: string) => `urn:pulumi:test::pier::${type}::${name}`;
const vpc: StateResource = { urn: urn("aws:ec2/vpc:Vpc", "main"), type: "aws:ec2/vpc:Vpc", custom: true, id: "vpc-1" };
const subnet: StateResource = {
  urn: urn("aws:ec2/subnet:Subnet", "main"),
  type: "aws:ec2/subnet:Subnet",
  custom: true,
  parent: stack,
  provider: `${provider}::1`,
  dependencies: [vpc.urn],
};
const user: StateResource = {
  urn: urn("aws:ec2/eip:Eip", "main"),
  type: "aws:ec2/eip:Eip",
  custom: true,
  id: "e",
  dependencies: [subnet.urn],
};

const state = (
  resources: readonly StateResource[],
  pending: readonly { type: string; resource: StateResource }[] = [],
) =>
  parseState({
    version: 3,
    deployment: {
      resources: [
        { urn: stack, type: "pulumi:pulumi:Stack" },
        { urn: provider, type: "pulumi:providers:aws", custom: true, id: "1" },
        ...resources,
      ],
      pending_operations: pending,
    },
  });
const shape = (found: ReturnType<typeof state>) =>
  resourcesOf(found)
    .slice(2)
    .map(({ id, delete: left }) => `${id}${left ? " left" : ""}`);

describe("a state after an interruption", () => {
  it("says what was being created, and what changed", () => {
    const found = state(
      [vpc],
      [
        { type: "creating", resource: subnet },
        { type: "deleting", resource: vpc },
      ],
    );
    assert.deepEqual(
      pendingCreates(found).map((entry) => entry.urn),
      [subnet.urn],
    );
    assert.deepEqual(pendingChanges(found), [vpc.urn]);
  });

  it("takes up a resource behind all that it depends on, and forgets what was pending", () => {
    const found = withAdopted(state([vpc, user], [{ type: "creating", resource: subnet }]), [
      { resource: subnet, id: "subnet-1" },
    ]);
    assert.deepEqual(shape(found), ["vpc-1", "subnet-1", "e"]);
    assert.deepEqual(found.deployment.pending_operations, []);
  });

  it("leaves what it replaces to be deleted", () => {
    const found = withAdopted(state([vpc, { ...subnet, id: "subnet-0" }, user]), [
      { resource: subnet, id: "subnet-1" },
    ]);
    assert.deepEqual(shape(found), ["vpc-1", "subnet-1", "subnet-0 left", "e"]);
  });

  it("drops what was deleted before its replacement was made", () => {
    const gone = { ...subnet, id: "subnet-0", pendingReplacement: true };
    assert.deepEqual(shape(withAdopted(state([vpc, gone]), [{ resource: subnet, id: "subnet-1" }])), [
      "vpc-1",
      "subnet-1",
    ]);
  });
});
