import assert from "node:assert/strict";
import { accountOf, groupNameOf } from "../../../components/azure/blob-ids.ts";
import { bucketKinds } from "../../../components/contracts/objects.ts";
import { linkedResources } from "../../simulator/replication/emitted.ts";
import { only, type Registered } from "../mocks.ts";

const account = "00000000-0000-4000-8000-000000000001";
const idOf = (kind: string) =>
  `/subscriptions/s/resourceGroups/main-group/providers/Microsoft.Storage/storageAccounts/main${kind}`;
const peer = (kind: string) => ({
  name: kind,
  id: `${idOf(kind)}/blobServices/default/containers/${kind}`,
  account: `main${kind}`,
  key: "",
});
const policyType = "azure-native:storage:ObjectReplicationPolicy";

describe("azure object replication", () => {
  let resources: readonly Registered[];
  before(async () => {
    const regions = ["germanywestcentral", "swedencentral"] as const;
    resources = await linkedResources("azure", { account, regions, peer });
  });

  it("is made on the destination first, which names it, then on the source", () => {
    for (const kind of bucketKinds) {
      const incoming = only(resources, policyType, `copies-${kind}-in`);
      const outgoing = only(resources, policyType, `copies-${kind}-out`);
      assert.equal(incoming.inputs.objectReplicationPolicyId, "default");
      assert.equal(outgoing.inputs.objectReplicationPolicyId, `policy-of-copies-${kind}-in`);
      assert.equal(outgoing.inputs.accountName, `main${kind}`);
      assert.equal(outgoing.inputs.resourceGroupName, "main-group");
      for (const { inputs } of [incoming, outgoing]) {
        assert.equal(inputs.sourceAccount, idOf(kind));
        assert.match(String(inputs.destinationAccount), /^\/subscriptions\/.*storageAccounts\/[a-z0-9]+$/);
        assert.partialDeepStrictEqual(inputs.rules, [
          { sourceContainer: kind, destinationContainer: kind, filters: { minCreationTime: "1601-01-01T00:00:00Z" } },
        ]);
      }
      assert.partialDeepStrictEqual(outgoing.inputs.rules, [{ ruleId: `rule-of-copies-${kind}-in` }]);
    }
  });

  it("stays at the source when the link is dropped, and goes at the destination", () => {
    assert.equal(only(resources, policyType, "copies-files-out").retainOnDelete, true);
    assert.equal(only(resources, policyType, "copies-files-in").retainOnDelete, false);
  });

  it("has a change feed to read on accounts of its tier", () => {
    const { changeFeed } = only(resources, "azure-native:storage:BlobServiceProperties", "main-objects-files").inputs;
    assert.deepEqual(changeFeed, { enabled: true, retentionInDays: 7 });
  });

  it("reads account and group out of a container's id", () => {
    assert.equal(accountOf(peer("files").id), idOf("files"));
    assert.equal(groupNameOf(peer("files").id), "main-group");
    assert.throws(() => groupNameOf("files"), /files is in no resource group/);
  });
});
