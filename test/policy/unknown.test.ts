import assert from "node:assert/strict";
import { rules } from "../../policy-pack/rules/index.ts";
import type { Registered } from "../components/mocks.ts";
import { standardPlatform } from "../components/platforms.ts";
import { platform } from "./mutations/platform.ts";
import { stores } from "./mutations/stores.ts";
import { judge, unknown } from "./support/judge.ts";

const mutations = { ...stores, ...platform };
const topLevel = (path: string) => path.split(/[.[]/)[0] ?? "";

/** Inputs whose presence is all that a rule asks for: they are computed from other resources in every preview. */
const presence =
  /^(kmsKeyId|performanceInsightsKmsKeyId|monitoringRoleArn|parameterGroupName|finalSnapshotIdentifier|maintenanceWindow|dbSubnetGroupName|subnetGroupName|vpcSecurityGroupIds|securityGroupIds|userGroupIds|limitAmount|version|region|subnetIds)$/;

/** Providers are made of settings alone. */
const isProvider = ({ type }: Registered) => type.startsWith("pulumi:providers:");
const unknownInputs = ({ inputs }: Registered) =>
  Object.fromEntries(Object.keys(inputs).map((name) => [name, unknown]));

describe("a value that a preview does not know yet", function () {
  this.timeout(60_000);
  let resources: readonly Registered[];
  before(async () => {
    ({ resources } = await standardPlatform("aws-production"));
  });

  it("breaks no rule, and crashes none", () => {
    const blank = resources.map((resource) => ({
      ...resource,
      inputs: isProvider(resource) ? resource.inputs : unknownInputs(resource),
    }));
    assert.deepEqual(judge(rules, blank).violations, []);
  });

  for (const [type, inputs] of Object.entries(mutations))
    it(`is judged as neither right nor wrong: ${type}`, () => {
      const names = new Set(Object.keys(inputs).map(topLevel));
      for (const name of names) {
        const original = resources.find((resource) => resource.type === type && name in resource.inputs);
        if (!original || presence.test(name)) continue;
        const changed = { ...original, inputs: { ...original.inputs, [name]: unknown } };
        const { violations, postponed } = judge(
          rules,
          resources.map((each) => (each === original ? changed : each)),
        );
        assert.deepEqual(violations, [], name);
        assert(
          postponed.some((reason) => reason.startsWith(name)),
          `${name} was taken for right`,
        );
      }
    });
});
