/** What the running provider refuses, fails a real `up` in AWS's words. All of the refusals: test/simulator/aws. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { beginSimulator, endSimulator, TestStack } from "../../support/simulator.ts";

const program = join(import.meta.dirname, "..", "fixtures", "refused", "index.ts");

describe("a refusal of AWS under the real engine", function () {
  this.timeout(240_000);
  let simulator: SimulatorClient;
  let stack: TestStack;
  before(async () => {
    simulator = await beginSimulator();
    stack = await TestStack.create(simulator, "refused", program);
  });
  after(() => endSimulator(simulator));

  async function refused(thing: string): Promise<string> {
    await stack.set("thing", thing);
    const { succeeded, complaints } = await stack.up();
    assert.equal(succeeded, false);
    return complaints;
  }

  it("shows at preview where the provider itself refuses", async () => {
    await stack.set("thing", "name");
    const { succeeded, complaints } = await stack.preview();
    assert.equal(succeeded, false);
    assert.match(complaints, /expected length of name to be in the range \(1 - 64\), got r{65}/);
  });

  it("stops where a quota is used up, and keeps what was made", async () => {
    assert.match(
      await refused("quota"),
      /EC2: AllocateAddress, api error AddressLimitExceeded: The maximum number of addresses has been reached\./,
    );
    assert.equal((await simulator.status()).resources.length, 5);
  });

  it("says what cannot be combined", async () => {
    assert.match(
      await refused("static"),
      /RDS: CreateDBParameterGroup, api error InvalidParameterCombination: cannot use immediate apply method for static parameter/,
    );
  });

  it("judges policies by what else stands there", async () => {
    assert.match(
      await refused("public"),
      /S3: PutBucketPolicy, api error AccessDenied: .* public policies are prevented/,
    );
    assert.match(
      await refused("key"),
      /CloudWatch Logs: CreateLogGroup, api error AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:eu-central-1:123456789012:log-group:\/test'/,
    );
  });

  it("keeps what others still need", async () => {
    await stack.set("thing", "zone");
    const { succeeded, complaints } = await stack.up();
    assert.ok(succeeded, complaints);
    const other = await TestStack.create(simulator, "other", program);
    await other.set("thing", "record");
    await other.set("zone", String((await stack.outputs()).id));
    assert.ok((await other.up()).succeeded);
    const kept = await stack.destroy();
    assert.match(
      kept.complaints,
      /Route 53: DeleteHostedZone, api error HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted\./,
    );
    assert.ok((await other.destroy()).succeeded);
    assert.ok((await stack.destroy()).succeeded);
  });
});
