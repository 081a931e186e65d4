import assert from "node:assert/strict";
import { parents, waitsFor } from "./graph.ts";
import { ofType, only } from "./mocks.ts";
import { standardPlatform } from "./platforms.ts";

const stacks = ["development", "staging", "production"].flatMap((environment) => [
  `aws-${environment}`,
  `azure-${environment}`,
]);
/** Parts of a bucket hang under their bucket, a name under its endpoint or zone. */
const parts =
  /^(aws:s3\/|azure-native:(storage|network:PrivateDnsZoneGroup|network:PrivateEndpoint|privatedns|authorization:PolicyAssignment))/;
const slow = {
  aws: {
    database: "aws:rds/instance:Instance",
    cache: "aws:elasticache/replicationGroup:ReplicationGroup",
    nat: "aws:ec2/natGateway:NatGateway",
    cluster: "aws:eks/cluster:Cluster",
    identity: "aws:iam/role:Role",
    compute: "aws:eks/",
  },
  azure: {
    database: "azure-native:dbforpostgresql:Server",
    cache: "azure-native:redisenterprise:RedisEnterprise",
    nat: "azure-native:network:NatGateway",
    cluster: "azure-native:containerservice:ManagedCluster",
    identity: "azure-native:managedidentity:UserAssignedIdentity",
    compute: "azure-native:containerservice:",
  },
} as const;
const clouds = ["aws", "azure"] as const;

describe("a platform", () => {
  for (const stack of stacks) {
    it(`${stack}: every resource hangs under the platform, in the component that made it`, async () => {
      const { resources } = await standardPlatform(stack);
      const platform = only(resources, "longshore:index:Platform");
      assert.equal(platform.name, stack);
      for (const resource of resources.filter(
        ({ type, parent }) => !(type.startsWith("pulumi:providers:") && parent === "") && type !== platform.type,
      )) {
        const chain = parents(resource, resources);
        assert.equal(chain.at(-1)?.urn, platform.urn, resource.urn);
        assert(
          chain.every(({ custom }) => !custom || parts.test(resource.type)),
          resource.urn,
        );
      }
    });

    it(`${stack}: every cloud resource runs under the stack's own provider`, async () => {
      const { resources } = await standardPlatform(stack);
      const own = stack.startsWith("aws") ? "aws" : "azure-native";
      const providers = { [own]: `pulumi:providers:${own}`, kubernetes: "pulumi:providers:kubernetes" };
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

  for (const cloud of clouds) {
    it(`makes database and cache beside the cluster, not after it: ${cloud}`, async () => {
      const { resources } = await standardPlatform(`${cloud}-production`);
      for (const type of [slow[cloud].database, slow[cloud].cache]) {
        const before = waitsFor(only(resources, type), resources);
        assert(before.length > 5, "the walk sees what it waits for");
        assert.deepEqual(
          before.filter(({ type }) => type.startsWith(slow[cloud].compute)),
          [],
        );
      }
    });

    it(`makes cluster and identities without waiting for database or cache: ${cloud}`, async () => {
      const { resources } = await standardPlatform(`${cloud}-production`);
      const cluster = waitsFor(only(resources, slow[cloud].cluster), resources).map(({ type }) => type);
      for (const type of [slow[cloud].database, slow[cloud].cache]) assert(!cluster.includes(type), type);
      for (const identity of ofType(resources, slow[cloud].identity))
        assert(!waitsFor(identity, resources).some(({ type }) => type.startsWith(slow[cloud].compute)), identity.name);
    });
  }

  it("makes the cluster of AWS without waiting for NAT gateways; on Azure subnets name theirs", async () => {
    const { resources } = await standardPlatform();
    const before = waitsFor(only(resources, slow.aws.cluster), resources).map(({ type }) => type);
    assert(!before.includes(slow.aws.nat));
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
