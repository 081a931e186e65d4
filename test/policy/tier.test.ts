/** What a production stack of the tier `restore` need not have, and that nobody else is let off. */
import assert from "node:assert/strict";
import { rules } from "../../policy-pack/rules/index.ts";
import type { Registered } from "../components/mocks.ts";
import { standardPlatform, writtenSettings } from "../components/platforms.ts";
import { judge } from "./support/judge.ts";

describe("a production stack without standbys", function () {
  this.timeout(180_000);
  const stack = "aws-warehouse";
  let platform: string;
  before(async () => {
    const { resources } = await standardPlatform(stack);
    // The mocks compute ARNs in production's account, whatever stack they play.
    platform = JSON.stringify(resources).replaceAll("123456789012", String(writtenSettings(stack).account));
  });

  const broken = (resources: readonly Registered[]) =>
    [...new Set(judge(rules, resources).violations.map(({ rule }) => rule))].sort();

  it("breaks no rule where its tier promises a restore", () => {
    assert.equal(writtenSettings(stack).environment, "production");
    assert.equal(writtenSettings(stack).tier, "restore");
    assert.deepEqual(broken(JSON.parse(platform)), []);
  });

  it("breaks every rule about the loss of a zone under any other tier", () => {
    const other: readonly Registered[] = JSON.parse(platform.replaceAll(`:${stack}::`, ":aws-production::"));
    assert.deepEqual(broken(other), ["cache-replicas", "database-standby", "egress-per-zone", "zones-spread"]);
  });

  it("breaks them where the pack finds no settings at all", () => {
    const unknown: readonly Registered[] = JSON.parse(platform.replaceAll(`:${stack}::`, ":nobody::"));
    assert.ok(broken(unknown).includes("database-standby"));
  });
});
