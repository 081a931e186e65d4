import assert from "node:assert/strict";
import { budgetPeriod } from "../../../components/azure/budget.ts";
import { own } from "../../../components/azure/own.ts";
import { Secrets } from "../../../components/azure/secrets.ts";
import { ofType, only } from "../mocks.ts";
import { standardPlatform } from "../platforms.ts";

describe("azure subscription", () => {
  it("has a budget that starts in the month in which it is made, and never asks again", async () => {
    assert.deepEqual(budgetPeriod(new Date("2026-11-22T10:00:00Z")), {
      startDate: "2026-11-01T00:00:00.000Z",
      endDate: "2036-11-01T00:00:00.000Z",
    });
    const { resources } = await standardPlatform("azure-production");
    assert.deepEqual(only(resources, "azure-native:consumption:Budget").ignoreChanges, ["timePeriod"]);
  });

  it("has a group for each component, named after it", async () => {
    const { resources } = await standardPlatform("azure-production");
    assert.deepEqual(
      ofType(resources, "azure-native:resources:ResourceGroup").map(({ inputs }) => inputs.resourceGroupName),
      ["cache", "cluster", "database", "dns", "identity", "network", "objects", "secrets"].map(
        (part) => `longshore-production-${part}`,
      ),
    );
  });

  it("serves the platform's zone, which is protected", async () => {
    const { resources } = await standardPlatform("azure-production");
    const { inputs, protect } = only(resources, "azure-native:dns:Zone");
    assert.equal(inputs.zoneName, "production.azure.longshore.example");
    assert(protect);
  });

  it("refuses a part of another cloud with a sentence", () => {
    assert.throws(() => own({}, Secrets), /Object is not Azure's Secrets; a platform stands on one cloud/);
  });
});
