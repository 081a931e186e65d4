import assert from "node:assert/strict";
import { tenantAccess } from "../../../components/aws/cache-access.ts";
import { ofType, only } from "../mocks.ts";
import { standardPlatform, variedPlatform } from "../platforms.ts";

const group = "aws:elasticache/replicationGroup:ReplicationGroup";
const user = "aws:elasticache/user:User";
const dataKey = "arn:aws:kms:eu-central-1:123456789012:key/secrets-data";

describe("aws cache", () => {
  it("speaks TLS only, is encrypted at rest and stands in the database plane", async () => {
    const { resources } = await standardPlatform();
    assert.partialDeepStrictEqual(only(resources, group).inputs, {
      engine: "valkey",
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: true,
      kmsKeyId: dataKey,
      subnetGroupName: "longshore-production-cache",
      userGroupIds: ["longshore-production-cache"],
    });
    const { subnetIds } = only(resources, "aws:elasticache/subnetGroup:SubnetGroup").inputs;
    assert.deepEqual(
      subnetIds,
      [1, 2, 3].map((zone) => `network-database-${zone}-id`),
    );
  });

  it("fails over to another zone where it has replicas, and does not pretend to where it has none", async () => {
    const at = async (stack: string) => only((await standardPlatform(stack)).resources, group).inputs;
    const redundancy = (on: boolean) => ({ automaticFailoverEnabled: on, multiAzEnabled: on });
    assert.partialDeepStrictEqual(await at("aws-production"), { numCacheClusters: 3, ...redundancy(true) });
    assert.partialDeepStrictEqual(await at("aws-development"), { numCacheClusters: 1, ...redundancy(false) });
  });

  it("drops the sessions that were used least, never a key without expiry", async () => {
    const { resources } = await standardPlatform();
    assert.partialDeepStrictEqual(only(resources, "aws:elasticache/parameterGroup:ParameterGroup").inputs, {
      family: "valkey8",
      parameters: [{ name: "maxmemory-policy", value: "volatile-lru" }],
    });
  });

  it("gives each tenant a user of its own, and the nameless one nothing", async () => {
    const { resources } = await standardPlatform();
    const users = ofType(resources, user);
    assert.deepEqual(
      users.map(({ inputs }) => [inputs.userName, inputs.accessString]),
      [
        ["default", "off -@all"],
        ["tenant-harbor", tenantAccess("harbor")],
      ],
    );
    for (const { name, secrets } of users) assert.deepEqual(secrets, ["authenticationMode"], name);
    assert.equal(only(resources, "aws:elasticache/userGroup:UserGroup").inputs.engine, "valkey");
  });

  it("keeps ids within what ElastiCache takes, for the longest names", async () => {
    const { resources } = await variedPlatform();
    for (const { inputs } of ofType(resources, user)) assert.match(String(inputs.userId), /^[a-z][a-z0-9-]{0,39}$/);
  });
});

describe("a tenant's access to the cache", () => {
  it("ends at its own sessions", () => {
    const keys = tenantAccess("harbor")
      .split(" ")
      .filter((part) => part.startsWith("~"));
    assert.deepEqual(keys, ["~session:harbor:*", "~session::harbor:*"]);
  });

  it("cannot list the names of other tenants' sessions, which are secrets", () => {
    const rules = tenantAccess("harbor").split(" ");
    for (const command of ["-scan", "-randomkey", "-@dangerous"])
      assert(rules.indexOf(command) > rules.indexOf("+@read"), `${command} comes after what it takes away from`);
    assert(!rules.includes("+@all"));
  });
});
