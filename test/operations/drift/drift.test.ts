import assert from "node:assert/strict";
import { join } from "node:path";
import { type Drift, findDrift, isDrift } from "../../../operations/drift/find.ts";
import { describeDrift } from "../../../operations/drift/report.ts";
import { findResource } from "../../../operations/simulator/alter.ts";
import { parseState, resourcesOf } from "../../../operations/state.ts";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { withPath } from "../../../simulator/engine/environment.ts";
import { engineHome } from "../../../simulator/engine/home.ts";
import { workTree } from "../../../simulator/paths.ts";
import { beginSimulator, endSimulator, place, TestStack } from "../../support/simulator.ts";

const program = join(workTree, "test", "simulator", "fixtures", "quay", "index.ts");
const versioning = "aws:s3/bucketVersioning:BucketVersioning::files";
const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::files";
const user = "aws:elasticache/user:User::sessions";

describe("drift of a running stack", function () {
  this.timeout(180_000);
  let simulator: SimulatorClient;
  let stack: TestStack;
  before(async () => {
    simulator = await beginSimulator();
    stack = await TestStack.create(simulator, "quay", program);
    const { succeeded, complaints } = await stack.up();
    assert.ok(succeeded, complaints);
  });
  after(() => endSimulator(simulator));

  async function find(): Promise<Drift> {
    const environment = withPath(engineHome(simulator.paths), await simulator.environment(place.account, place.region));
    const policyPack = join(workTree, "policy-pack");
    const folder = join(simulator.paths.home, "projects", "quay");
    const owner = { businessUnit: "velmora", contact: "platform@longshore.example" };
    return findDrift({ project: "quay", stack: "test", folder, environment, policyPack, owner });
  }

  /** As a person in the console. */
  async function alter(name: string, set: Readonly<Record<string, unknown>> | null): Promise<void> {
    const { type, id } = findResource(resourcesOf(parseState(await stack.exported())), name);
    await simulator.alter(place.region, { type, id, account: place.account, set });
  }

  it("is none where nobody touched anything", async () => {
    const drift = await find();
    assert.equal(isDrift(drift), false);
    assert.match(describeDrift(drift), /^# test: no drift$/m);
  });

  it("is refused to whoever makes it, where the cloud would refuse a person", async () => {
    await assert.rejects(alter(block, { bucket: "longshore-other" }), /bucket of .* cannot be changed in place/);
    await assert.rejects(alter(user, { accessString: null }), /accessString/);
  });

  it("is found with owner, broken rules and the way back, and nothing is changed by looking", async () => {
    await alter(block, { blockPublicPolicy: false });
    await alter(user, { "authenticationMode.passwords[0]": "canary-of-somebody-else" });
    await alter(versioning, null);
    const before = await stack.exported();
    const drift = await find();
    assert.deepEqual(await stack.exported(), before);
    assert.equal(isDrift(drift), true);

    const report = describeDrift(drift);
    const told = (title: string) => report.split("\n## ").find((part) => part.startsWith(title)) ?? report;
    assert.match(report, /^# test: 2 changed outside Pulumi, 1 deleted outside Pulumi, 2 rules broken by it\n/);
    const changed = told("files (aws:s3/bucketPublicAccessBlock");
    assert.match(changed, /`blockPublicPolicy`: the stack says true, the cloud says false/);
    assert.match(changed, /part of objects \(longshore:test:Store\)/);
    assert.match(changed, /owner: business unit velmora, platform@longshore\.example/);
    assert.match(changed, /breaks `bucket-public-access-blocked` \(mandatory, critical\): .*found false, fits true/);
    assert.match(
      changed,
      /up --refresh --stack test .*--target 'urn:pulumi:test::quay::.*BucketPublicAccessBlock::files'/,
    );
    assert.match(told("files (aws:s3/bucketVersioning"), /^.*: deleted outside Pulumi\n/);
    assert.match(told("Broken elsewhere"), /files \(aws:s3\/bucket:Bucket\) breaks `bucket-versioned`/);
    assert.match(
      told("sessions ("),
      /`authenticationMode.passwords.*`: the stack says a secret, the cloud says another one/,
    );
    assert.doesNotMatch(JSON.stringify(drift) + report, /canary-of/);
  });

  it("is taken back by an up that looks first", async () => {
    const { succeeded, complaints } = await stack.up("--refresh");
    assert.ok(succeeded, complaints);
    assert.equal(describeDrift(await find()).split("\n")[0], "# test: no drift");
  });
});
