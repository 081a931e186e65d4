import assert from "node:assert/strict";
import { rules } from "../../policy-pack/rules/index.ts";
import type { Registered } from "../components/mocks.ts";
import { standardPlatform, variedPlatform, writtenSettings } from "../components/platforms.ts";
import { azurePlatform, variedAzure } from "./support/azure.ts";
import { judge } from "./support/judge.ts";

/** What the pack says of a stack: nothing, if all is well. */
function complaints(resources: readonly Registered[]): readonly string[] {
  const { violations, postponed } = judge(rules, resources);
  return [...violations.map(({ message }) => message), ...postponed];
}

/** The mocks compute ARNs in production's account, whatever stack they play. */
function inAccount(account: unknown, resources: readonly Registered[]): readonly Registered[] {
  return JSON.parse(JSON.stringify(resources).replaceAll("123456789012", String(account)));
}

describe("the policy pack", function () {
  this.timeout(240_000);
  for (const stack of ["aws-development", "aws-staging", "aws-production"])
    it(`finds nothing in ${stack}, with no exemption`, async () => {
      const { resources } = await standardPlatform(stack);
      assert.deepEqual(complaints(inAccount(writtenSettings(stack).account, resources)), []);
    });

  for (const stack of ["azure-development", "azure-staging", "azure-production"])
    it(`finds nothing in ${stack}, with no exemption`, async () => {
      assert.deepEqual(complaints(await azurePlatform(stack)), []);
    });

  it("finds nothing in a platform that stretches its settings", async () => {
    const { resources } = await variedPlatform();
    assert.deepEqual(complaints(resources), []);
  });

  it("finds nothing in one on Azure that does", async () => {
    assert.deepEqual(complaints(await variedAzure()), []);
  });
});
