import assert from "node:assert/strict";
import { ofType, only } from "../mocks.ts";
import { standardPlatform } from "../platforms.ts";

describe("aws account", () => {
  it("is the stack's own or none, and everything in it carries the cost tags", async () => {
    const { resources } = await standardPlatform();
    const provider = only(resources, "pulumi:providers:aws").inputs;
    assert.deepEqual(JSON.parse(String(provider.allowedAccountIds)), ["123456789012"]);
    assert.equal(provider.region, "eu-central-1");
    assert.deepEqual(JSON.parse(String(provider.defaultTags)), {
      tags: {
        environment: "production",
        "business-unit": "velmora",
        "cost-center": "LOG-4100",
        stack: "aws-production",
        "managed-by": "pulumi",
      },
    });
  });

  it("warns of its bill at 80 % and when the forecast goes over, with no filter that could hide costs", async () => {
    const { resources } = await standardPlatform();
    const { inputs } = only(resources, "aws:budgets/budget:Budget");
    assert.partialDeepStrictEqual(inputs, { limitAmount: "4200", limitUnit: "USD", timeUnit: "MONTHLY" });
    assert.deepEqual(
      (Array.isArray(inputs.notifications) ? inputs.notifications : []).map((each) => [
        each.notificationType,
        each.threshold,
        each.subscriberEmailAddresses,
      ]),
      [
        ["ACTUAL", 80, ["platform@longshore.example"]],
        ["FORECASTED", 100, ["platform@longshore.example"]],
      ],
    );
    assert.equal(inputs.costFilters, undefined);
  });

  it("serves the platform's zone, which is protected", async () => {
    const { resources } = await standardPlatform();
    const zones = ofType(resources, "aws:route53/zone:Zone");
    assert.deepEqual(
      zones.map(({ inputs, protect }) => [inputs.name, inputs.forceDestroy, protect]),
      [["production.longshore.example", false, true]],
    );
  });
});
