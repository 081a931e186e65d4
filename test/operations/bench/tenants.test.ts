import assert from "node:assert/strict";
import { join } from "node:path";
import { Crowd } from "../../../operations/bench/crowd.ts";
import { platformsFor } from "../../../operations/bench/tenants.ts";
import { readSettings } from "../../../operations/settings.ts";
import { findStack, readStacks } from "../../../operations/stacks.ts";
import { workTree } from "../../../simulator/paths.ts";
import { readTenants } from "../../../stacks/tenants.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";

describe("tenants of the benchmark", function () {
  this.timeout(180_000);
  const home = temporaryFolder();
  after(() => removeFolder(home));

  it("fill one platform after the other", () => {
    assert.deepEqual(platformsFor(10, 24), [10]);
    assert.deepEqual(platformsFor(48, 24), [24, 24]);
    assert.deepEqual(platformsFor(100, 24), [24, 24, 24, 24, 4]);
  });

  it("are as many as wanted, on a platform that takes them, up to one that takes no more", () => {
    const stack = "aws-production";
    const crowd = new Crowd(home, findStack(readStacks(workTree), stack));
    const read = () => readTenants(join(crowd.tree, "gitops", "platforms", stack), readSettings(crowd.tree, stack));
    for (const count of [1, 2, crowd.ceiling]) {
      crowd.fill(count);
      assert.equal(read().length, count);
    }
    crowd.fill(crowd.ceiling + 1);
    assert.throws(read, /fits/);
  });
});
