import assert from "node:assert/strict";
import { join } from "node:path";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { Exemption } from "../../stacks/exemptions.ts";
import { only } from "../components/mocks.ts";
import { standardPlatform } from "../components/platforms.ts";
import { beginSimulator, endSimulator, TestStack } from "../support/simulator.ts";
import { removeFolder, temporaryFolder } from "../support/temporary.ts";
import { analyze, packBeside } from "./support/pack.ts";

const fixture = join(import.meta.dirname, "..", "simulator", "fixtures", "exposed", "index.ts");
/** Days from now. */
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const exemption: Exemption = {
  rule: "database-private",
  resource: "aws:rds/instance:Instance::open",
  owner: "ada@longshore.example",
  reason: "A carrier calls it until its tunnel stands.",
  until: day(30),
};

describe("an exemption under the real engine", function () {
  this.timeout(240_000);
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => removeFolder(folder));

  describe("in a preview", () => {
    let simulator: SimulatorClient;
    let stack: TestStack;
    before(async () => {
      simulator = await beginSimulator();
      stack = await TestStack.create(simulator, "exposed", fixture);
    });
    after(() => endSimulator(simulator));

    const preview = async (until: string): Promise<string> => {
      const policyPack = packBeside(folder, "test", [{ ...exemption, until }]);
      const { output } = await stack.pulumi("preview", "--policy-pack", policyPack, "--stack", "test");
      return output;
    };

    it("makes advice of a violation", async () => {
      const output = await preview(exemption.until);
      assert.doesNotMatch(output, /\[mandatory\].* database-private /);
      assert.match(output, /\[advisory\].* exempted /);
      assert.match(output, /database-private is broken by open .*, exempt until .* by ada@longshore\.example:/);
      assert.match(output, /\[mandatory\].* database-encrypted /);
    });

    it("stops nothing any more when it is past", async () => {
      const output = await preview(day(-2));
      assert.match(output, /\[mandatory\].* database-private /);
      assert.match(output, /Exemption by ada@longshore\.example does not count/);
    });
  });

  it("holds for state that is analyzed without a program or a backend", async () => {
    const { resources } = await standardPlatform();
    const instance = only(resources, "aws:rds/instance:Instance", "database");
    const open = { ...instance, inputs: { ...instance.inputs, publiclyAccessible: true } };
    const state = resources.map((resource) => (resource === instance ? open : resource));
    const own = { ...exemption, resource: "aws:rds/instance:Instance::database" };
    const exempt = packBeside(folder, "aws-production", [own]);
    const { code, violations, complaint } = await analyze(folder, state, exempt);
    assert.deepEqual(
      violations.map(({ rule, level }) => `${level} ${rule}`),
      ["advisory exempted"],
    );
    assert.equal(code, 0, complaint);
  });

  it("is refused where it is none", async () => {
    const { resources } = await standardPlatform();
    const wrong = packBeside(folder, "aws-production", [{ ...exemption, owner: "nobody" }]);
    const { code, complaint } = await analyze(folder, resources, wrong);
    assert.notEqual(code, 0);
    assert.match(complaint, /stacks\/Pulumi\.aws-production\.yaml longshore:exemptions\.0\.owner/);
    assert.match(complaint, /fits {3}a mail address/);
  });
});
