import assert from "node:assert/strict";
import { rules } from "../../policy-pack/rules/index.ts";
import { only, type Registered } from "../components/mocks.ts";
import { standardPlatform } from "../components/platforms.ts";
import { judge } from "./support/judge.ts";

const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

describe("rules over several resources", () => {
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

  it("judge a stack that refers by literal names as they judge one that refers by outputs", async () => {
    const { resources } = await standardPlatform();
    const literal = resources.map((resource) => ({ ...resource, propertyDependencies: {} }));
    assert.deepEqual(tripped(literal), []);
  });
});
