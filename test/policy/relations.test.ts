import assert from "node:assert/strict";
import { rules } from "../../policy-pack/rules/index.ts";
import { only, type Registered } from "../components/mocks.ts";
import { standardPlatform, variedPlatform } from "../components/platforms.ts";
import { replaced } from "./mutations/change.ts";
import { variedAzure } from "./support/azure.ts";
import { judge } from "./support/judge.ts";

const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

describe("rules over several resources", function () {
  this.timeout(240_000);
  const tripped = (resources: readonly Registered[]) => [
    ...new Set(judge(rules, resources).violations.map(({ rule }) => rule)),
  ];

  it("see that backups share the key of live data", async () => {
    const { resources } = await standardPlatform();
    const { propertyDependencies } = only(resources, encryption, "objects-files");
    const changed = resources.map((resource) =>
      resource.type === encryption && resource.name === "objects-backups"
        ? { ...resource, propertyDependencies }
        : resource,
    );
    assert.deepEqual(tripped(changed), ["database-backup-bucket"]);
  });

  it("see that a store's port is open to the edge", async () => {
    const { resources } = await standardPlatform();
    const edge = String(only(resources, "aws:ec2/subnet:Subnet", "network-edge-1").inputs.cidrBlock);
    const group = only(resources, "aws:ec2/securityGroup:SecurityGroup", "database");
    const ingress = [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: [edge] }];
    const changed = resources.map((resource) =>
      resource === group ? { ...group, inputs: { ...group.inputs, ingress } } : resource,
    );
    assert.deepEqual(tripped(changed), ["stores-open-to-applications-only"]);
  });

  it("see the same where the rule is a resource of its own", async () => {
    const { resources } = await standardPlatform();
    const group = only(resources, "aws:ec2/securityGroup:SecurityGroup", "database");
    const rule: Registered = {
      ...group,
      urn: `${group.urn}-rule`,
      type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      name: "rule",
      inputs: {
        securityGroupId: "database-id",
        ipProtocol: "tcp",
        fromPort: 5432,
        toPort: 5432,
        cidrIpv4: "10.0.0.0/8",
      },
      propertyDependencies: {},
    };
    assert.deepEqual(tripped([...resources, rule]), ["stores-open-to-applications-only"]);
  });

  it("judge a stack that refers by literal names as they judge one that refers by outputs", async () => {
    const { resources } = await standardPlatform();
    const literal = resources.map((resource) => ({ ...resource, propertyDependencies: {} }));
    assert.deepEqual(tripped(literal), []);
  });

  /** A stack with one input of one resource otherwise, and computed from nothing. */
  const changed = (resources: readonly Registered[], type: string, name: string, input: string, value: unknown) => {
    const original = only(resources, type, name);
    const next = typeof value === "function" ? value(original.inputs[input]) : value;
    const changed = {
      ...original,
      inputs: { ...original.inputs, [input]: next },
      propertyDependencies: { ...original.propertyDependencies, [input]: [] },
    };
    return resources.map((resource) => (resource === original ? changed : resource));
  };

  it("see that a tenant's identity reaches a neighbour's bucket, secret or key", async () => {
    const { resources } = await variedPlatform();
    const policy = "aws:iam/rolePolicy:RolePolicy";
    const wider = (identity: string, from: RegExp, to: string) =>
      changed(resources, policy, identity, "policy", replaced(from, to));
    const arn = "arn:aws:kms:eu-central-1:123456789012:key/dock-secrets-data";
    const neighbours = [
      wider("tenant-harbor-odoo", /production-files-/g, "production-dock-files-"),
      wider("tenant-harbor-secrets", /production\/tenants\/harbor\//g, "production-dock/tenants/dock/"),
      changed(
        wider("tenant-harbor-odoo", /[^"]*key\/secrets-data/g, arn),
        "aws:kms/key:Key",
        "dock-secrets-data",
        "arn",
        arn,
      ),
    ];
    for (const neighbour of neighbours) assert.deepEqual(tripped(neighbour), ["tenant-identity-bounded"]);
  });

  it("see the same of an identity on Azure", async () => {
    const resources = await variedAzure();
    const assignment = "azure-native:authorization:RoleAssignment";
    const objects = replaced(/tenants\/harbor/g, "tenants/dock");
    const wider = changed(resources, assignment, "tenant-harbor-odoo-objects", "condition", objects);
    assert.deepEqual(tripped(wider), ["tenant-identity-bounded"]);
  });

  it("see that production's node groups stand in one zone together", async () => {
    const { resources } = await standardPlatform();
    const cluster = only(resources, "aws:eks/cluster:Cluster");
    const group = (name: string, ...subnets: readonly number[]): Registered => ({
      ...cluster,
      urn: `${cluster.urn}-${name}`,
      type: "aws:eks/nodeGroup:NodeGroup",
      name,
      inputs: {
        clusterName: cluster.inputs.name,
        subnetIds: subnets.map((subnet) => `network-application-${subnet}-id`),
      },
      propertyDependencies: {},
    });
    assert.deepEqual(tripped([...resources, group("one", 1)]), ["zones-spread"]);
    assert.deepEqual(tripped([...resources, group("one", 1), group("two", 2), group("three", 3)]), []);
  });

  it("see that a tenant's store stands outside the tenant's residency", async () => {
    const { resources } = await standardPlatform();
    const moved = changed(resources, "pulumi:providers:aws", "aws", "region", "us-east-1");
    const { violations } = judge(rules, moved);
    assert.match(String(violations[0]?.message), /region: found us-east-1, fits eu-central-1.*for tenant velmora-nord/);
    assert.deepEqual(tripped(moved), ["tenant-in-residency"]);
  });
});
