import assert from "node:assert/strict";
import { newestOf, wayOf } from "../../../../operations/drill/scenarios/state-backend.ts";

describe("a lost state", () => {
  it("comes back from the newest of Pulumi's own copies", () => {
    const names = ["s-1795373341922953613.checkpoint.json", "s-1795373341922953613.history.json"];
    assert.equal(newestOf([...names, "s-1795373340922953613.checkpoint.json"]), names[0]);
    assert.equal(newestOf(["s-1795373341922953613.history.json"]), undefined);
  });

  it("is looked for under its own stack's name, in the bucket that day 0 makes", () => {
    const { list, putBack } = wayOf({ cloud: "aws", stack: "aws-production", account: "111122223333" });
    const words = [...list, ...putBack].join("\n");
    assert.match(
      words,
      /--bucket longshore-state-111122223333 --prefix \.pulumi\/stacks\/longshore\/aws-production\.json/,
    );
    assert.match(words, /--copy-source '[^']+\/aws-production\.json\?versionId=VERSION'/);
  });

  it("is a blob on Azure", () => {
    const { putBack } = wayOf({ cloud: "azure", stack: "azure-production", account: "subscription" });
    assert.match(putBack.join("\n"), /--name \.pulumi\/stacks\/longshore\/azure-production\.json --version-id VERSION/);
  });
});
