import assert from "node:assert/strict";
import { parents, waitsFor } from "./graph.ts";
import { ofType, only } from "./mocks.ts";
import { standardPlatform } from "./platforms.ts";

const stacks = ["aws-development", "aws-staging", "aws-production"];

describe("a platform", () => {
  for (const stack of stacks) {
    it(`${stack}: every resource hangs under the platform, in the component that made it`, async () => {
      const { resources } = await standardPlatform(stack);
      const platform = only(resources, "longshore:index:Platform");
      assert.equal(platform.name, stack);
      for (const resource of resources.filter(
        ({ type }) => type !== "pulumi:providers:aws" && type !== platform.type,
      )) {
        const chain = parents(resource, resources);
        assert.equal(chain.at(-1)?.urn, platform.urn, resource.urn);
        assert(
          chain.every(({ custom }) => !custom || resource.type.startsWith("aws:s3/")),
          resource.urn,
        );
      }
    });

    it(`${stack}: every cloud resource runs under the stack's own provider`, async () => {
      const { resources } = await standardPlatform(stack);
      const providers = { aws: "pulumi:providers:aws", kubernetes: "pulumi:providers:kubernetes" };
      for (const [cloud, type] of Object.entries(providers)) {
        const { urn } = only(resources, type);
        for (const resource of resources.filter((each) => each.custom && each.type.startsWith(`${cloud}:`)))
          assert(resource.provider.startsWith(`${urn}::`), resource.urn);
      }
    });

    it(`${stack}: is made of no more than 220 resources`, async () => {
      const { resources } = await standardPlatform(stack);
      assert(resources.length <= 220, `${resources.length}`);
    });
  }

  it("makes database and cache beside the cluster, not after it", async () => {
    const { resources } = await standardPlatform();
    for (const type of ["aws:rds/instance:Instance", "aws:elasticache/replicationGroup:ReplicationGroup"]) {
      const before = waitsFor(only(resources, type), resources);
      assert(before.length > 10, "the walk sees what it waits for");
      assert.deepEqual(
        before.filter(({ type }) => type.startsWith("aws:eks/")),
        [],
      );
    }
  });

  it("makes cluster and identities without waiting for database, cache or NAT gateways", async () => {
    const { resources } = await standardPlatform();
    const cluster = waitsFor(only(resources, "aws:eks/cluster:Cluster"), resources).map(({ type }) => type);
    for (const slow of ["aws:rds/instance:Instance", "aws:ec2/natGateway:NatGateway"]) assert(!cluster.includes(slow));
    for (const role of ofType(resources, "aws:iam/role:Role"))
      assert(!waitsFor(role, resources).some(({ type }) => type.startsWith("aws:eks/")), role.name);
  });

  it("protects what holds data, and what data cannot be read without", async () => {
    const { resources } = await standardPlatform();
    const holders = [
      "aws:rds/instance:Instance",
      "aws:s3/bucket:Bucket",
      "aws:kms/key:Key",
      "aws:secretsmanager/secret:Secret",
    ];
    for (const type of holders) for (const { urn, protect } of ofType(resources, type)) assert(protect, urn);
    assert(only(resources, "random:index/randomPassword:RandomPassword", "harbor-repository").protect);
  });

  it("leaves what only computes open to a destroy", async () => {
    const { resources } = await standardPlatform();
    for (const type of ["aws:eks/cluster:Cluster", "aws:ec2/natGateway:NatGateway", "kubernetes:helm.sh/v3:Release"])
      for (const { urn, protect } of ofType(resources, type)) assert(!protect, urn);
  });

  it("names nothing twice", async () => {
    const { resources } = await standardPlatform();
    assert.equal(new Set(resources.map(({ urn }) => urn)).size, resources.length);
  });
});
