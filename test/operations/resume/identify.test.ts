import assert from "node:assert/strict";
import { awsIds, type Tagged } from "../../../operations/resume/aws.ts";
import { azureIds, inGroup, inSubscription, onScope } from "../../../operations/resume/azure.ts";
import { definitions } from "../../../simulator/azure/catalogue.ts";

const tagged = (resource: string, Name: string): Tagged => ({
  arn: `arn:aws:ec2:eu-central-1:123456789012:${resource}`,
  tags: { stack: "test", Name },
});
const subnet = "aws:ec2/subnet:Subnet";
const inputs = { tagsAll: { stack: "test", Name: "a" } };

describe("a resource that was made without an answer", () => {
  it("stands under its name on AWS", () => {
    assert.deepEqual(awsIds("aws:iam/rolePolicy:RolePolicy", { role: "r", name: "p" }, [], new Set()), ["r:p"]);
    assert.deepEqual(awsIds("aws:iam/rolePolicy:RolePolicy", { role: "r" }, [], new Set()), []);
  });

  it("is known by its tags where AWS draws the id", () => {
    const found = [tagged("subnet/subnet-1", "a"), tagged("subnet/subnet-2", "b"), tagged("vpc/vpc-1", "a")];
    assert.deepEqual(awsIds(subnet, inputs, found, new Set()), ["subnet-1"]);
    assert.deepEqual(awsIds(subnet, inputs, found, new Set(["subnet-1"])), []);
    assert.deepEqual(awsIds(subnet, {}, found, new Set()), [], "nothing tells it from others");
  });

  it("is every one that the tags fit, so that nobody guesses", () => {
    const found = [tagged("subnet/subnet-1", "a"), tagged("subnet/subnet-3", "a")];
    assert.deepEqual(awsIds(subnet, inputs, found, new Set()), ["subnet-1", "subnet-3"]);
  });

  it("is a secret of that name, and of no longer one", () => {
    const arns = ["app-AbCdEf", "app-other-AbCdEf"].map((name) => `arn:aws:secretsmanager:x:1:secret:${name}`);
    const found = arns.map((arn) => ({ arn, tags: {} }));
    const type = "aws:secretsmanager/secret:Secret";
    assert.deepEqual(awsIds(type, { name: "app" }, found, new Set()), arns.slice(0, 1));
  });

  it("stands under its path on Azure", () => {
    const type = "azure-native:keyvault:Secret";
    assert.deepEqual(azureIds(type, { resourceGroupName: "g", vaultName: "v", secretName: "s" }, "1-2"), [
      "/subscriptions/1-2/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/secrets/s",
    ]);
    assert.deepEqual(azureIds(type, { resourceGroupName: "g" }, "1-2"), []);
  });

  it("is found for every type of Azure that the stacks have", () => {
    // What is made by nobody, or only for other tests.
    const own = new Set(["azure-native:network:Subnet", "azure-native:dbforpostgresql:Database"]);
    for (const { type, path, under } of definitions) {
      if (own.has(type)) continue;
      const [scope, tail] = onScope[type] ?? [];
      assert.equal(inGroup[type] ?? inSubscription[type] ?? tail, path, type);
      assert.equal(scope ?? "group", under ?? "group", type);
    }
  });
});
