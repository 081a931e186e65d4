import assert from "node:assert/strict";
import { Exemptions } from "../../policy-pack/judge/exemptions.ts";
import { rules } from "../../policy-pack/rules/index.ts";
import { type Exemption, exemptionList, exemptionProblems, lapsed } from "../../stacks/exemptions.ts";
import { only, type Registered } from "../components/mocks.ts";
import { standardPlatform } from "../components/platforms.ts";
import { judge, type Verdict } from "./support/judge.ts";

const today = new Date("2026-11-22T23:59:59Z");
const database = "aws:rds/instance:Instance";
const exemption: Exemption = {
  rule: "database-standby",
  resource: `${database}::database`,
  owner: "ada@longshore.example",
  reason: "The account's quota for standbys is raised in December.",
  until: "2026-12-31",
};

describe("an exemption", () => {
  it("counts on its last day and for at most 90 days", () => {
    for (const until of ["2026-11-22", "2027-02-20"]) assert.equal(lapsed({ until }, today), undefined, until);
    assert.match(lapsed({ until: "2026-11-21" }, today) ?? "", /^today \(2026-11-22\) or later/);
    assert.match(lapsed({ until: "2027-02-21" }, today) ?? "", /^at most 90 days from today \(2027-02-20\)/);
  });

  it("is written once for one rule and resource", () => {
    const other = { ...exemption, rule: "database-backups" };
    assert.deepEqual(exemptionProblems([exemption, other], today), []);
    assert.deepEqual(
      exemptionProblems([exemption, other, exemption], today).map(({ path }) => path),
      ["exemptions.2.resource"],
    );
  });

  it("names a rule that there is", () => {
    for (const { name } of rules) assert(exemptionList.safeParse([{ ...exemption, rule: name }]).success, name);
    assert(!exemptionList.safeParse([{ ...exemption, rule: "database-standbye" }]).success);
  });
});

describe("the policy pack", () => {
  let broken: readonly Registered[];
  before(async () => {
    const { resources } = await standardPlatform();
    const instance = only(resources, database, "database");
    const single = { ...instance, inputs: { ...instance.inputs, multiAz: false } };
    broken = resources.map((resource) => (resource === instance ? single : resource));
  });

  const judged = (exemptions: readonly Exemption[], resources = broken): Verdict["violations"] =>
    judge(rules, resources, new Exemptions((stack) => (stack === "aws-production" ? exemptions : []), today))
      .violations;
  const found = (exemptions: readonly Exemption[], resources = broken) =>
    judged(exemptions, resources).map(({ rule, level }) => `${level} ${rule}`);

  it("shows what is exempt instead of stopping it, with date, owner and reason", () => {
    assert.deepEqual(found([]), ["mandatory database-standby"]);
    assert.deepEqual(found([exemption]), ["advisory exempted"]);
    const [shown] = judged([exemption]);
    assert.match(shown?.message ?? "", /broken by database .*, exempt until 2026-12-31 by ada@longshore\.example:/);
    assert.match(shown?.message ?? "", /multiAz: found false, fits true\n {2}Because: The account's quota/);
  });

  it("exempts nothing but that rule for that resource", () => {
    const others = [
      { ...exemption, rule: "database-backups" },
      { ...exemption, resource: `${database}::database-2` },
    ];
    for (const other of others) assert(found([other]).includes("mandatory database-standby"), other.resource);
  });

  it("stops what an exemption was for, once it is past or where it reaches too far", () => {
    for (const until of ["2026-11-21", "2027-12-31"]) {
      assert.deepEqual(found([{ ...exemption, until }]), ["mandatory database-standby"]);
      const [stopped] = judged([{ ...exemption, until }]);
      assert.match(stopped?.message ?? "", /Exemption by ada@longshore\.example does not count, until: found 20/);
    }
  });

  it("exempts from what a rule sees in the whole stack as well", async () => {
    const { resources } = await standardPlatform();
    const log = "aws:ec2/flowLog:FlowLog";
    const silent = resources.filter(({ type }) => type !== log);
    assert.deepEqual(found([], silent), ["mandatory network-flows-recorded"]);
    const [network] = judged([], silent);
    const name = network?.urn.split("::").at(-1);
    const own = { ...exemption, rule: "network-flows-recorded", resource: `aws:ec2/vpc:Vpc::${name}` };
    assert.deepEqual(found([own], silent), ["advisory exempted"]);
  });

  it("names an exemption that nothing needs", async () => {
    const { resources } = await standardPlatform();
    const dead = { ...exemption, resource: `${database}::gone` };
    for (const [unneeded, reason] of [
      [exemption, /a resource that keeps the rule/],
      [dead, /no such resource in the stack/],
    ] as const) {
      assert.deepEqual(found([unneeded], resources), ["advisory exempted"]);
      assert.match(judged([unneeded], resources)[0]?.message ?? "", reason);
    }
  });
});
