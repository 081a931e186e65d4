import assert from "node:assert/strict";
import { join } from "node:path";
import { peopleOf } from "../../../components/access/people.ts";
import { judgeDelegation } from "../../../operations/preflight/checks/domain.ts";
import { judgeIdentity, roleOf } from "../../../operations/preflight/checks/identity.ts";
import { judgePeople } from "../../../operations/preflight/checks/people.ts";
import { allows } from "../../../operations/preflight/checks/permissions.ts";
import { judgeQuota } from "../../../operations/preflight/checks/quotas-aws.ts";
import { judgeUsage } from "../../../operations/preflight/checks/quotas-azure.ts";
import { readInput } from "../../../operations/preflight/checks/settings.ts";
import { chartRepositories, judgeRepository } from "../../../operations/preflight/checks/sources.ts";
import { judgePlace } from "../../../operations/preflight/checks/state.ts";
import { judgeVersion } from "../../../operations/preflight/checks/versions.ts";
import { attempt, wrong } from "../../../operations/preflight/finding.ts";
import { table } from "../../../operations/preflight/table.ts";
import { findStack, readStacks } from "../../../operations/stacks.ts";
import { workTree } from "../../../simulator/paths.ts";
import { sampleAccess } from "../../access/sample.ts";

const verdicts = (findings: readonly { readonly verdict: string }[]) => findings.map(({ verdict }) => verdict);

describe("a preflight judges", () => {
  const place = findStack(readStacks(workTree), "aws-production");
  const { input } = readInput(workTree, "aws-production");
  assert.ok(input);
  const subject = { place, settings: input.settings };
  const session = (account: string, role: string) => ({
    who: `arn:aws:sts::${account}:assumed-role/${role}/anna`,
    account,
  });

  it("who calls: the stack's account, and an administrator of the cluster", () => {
    assert.deepEqual(verdicts(judgeIdentity(subject, session("123456789012", "longshore-deploy"))), ["good", "good"]);
    assert.deepEqual(verdicts(judgeIdentity(subject, session("444455556666", "longshore-deploy"))), ["wrong", "wrong"]);
    assert.deepEqual(verdicts(judgeIdentity(subject, session("123456789012", "reader"))), ["good", "wrong"]);
    assert.equal(roleOf("arn:aws:iam::1:user/anna"), "arn:aws:iam::1:user/anna");
  });

  it("people by whether their group is there", async () => {
    const [one] = peopleOf("aws", sampleAccess("centralised", "aws"));
    assert(one);
    const failing = (words: string) => () => Promise.reject(new Error(words));
    const gone = "An error occurred (NoSuchEntity) when calling the GetRole operation";
    const judge = async (ask: () => Promise<unknown>) => verdicts(await judgePeople([one], ask));
    assert.deepEqual(await judge(() => Promise.resolve({})), ["good"]);
    assert.deepEqual(await judge(failing(gone)), ["wrong"]);
    assert.deepEqual(await judge(failing("aws is not on the path")), ["not checked"]);
    assert.deepEqual(verdicts(await judgePeople([], failing(gone))), ["good"]);
  });

  it("what Azure's roles allow, exceptions included", () => {
    const contributor = { actions: ["*"], notActions: ["Microsoft.Authorization/*/Write"] };
    assert.equal(allows(contributor, "Microsoft.Resources/subscriptions/resourceGroups/write"), true);
    assert.equal(allows(contributor, "Microsoft.Authorization/roleAssignments/write"), false);
    assert.equal(allows({ actions: ["Microsoft.Network/*"], notActions: [] }, "MicrosoftXNetwork/a"), false);
  });

  it("what is needed against what is left of a quota", () => {
    assert.equal(judgeQuota("Elastic IPs", { limit: 5, used: 2, more: 3 }).verdict, "good");
    const short = judgeQuota("Elastic IPs", { limit: 5, used: 4, more: 3 });
    assert.deepEqual([short.says, short.remedy], ["3 needed, 1 of 5 left", "ask for at least 7 in Service Quotas"]);
    assert.equal(judgeQuota("vCPUs", { limit: 5, used: undefined, more: 64 }).verdict, "wrong");
    assert.equal(judgeQuota("vCPUs", { limit: 64, used: undefined, more: 64 }).verdict, "not checked");
    assert.equal(judgeQuota("VPCs", { limit: 5, used: 5, more: 0 }).verdict, "good");
    assert.equal(judgeUsage("vCPUs", { currentValue: 90, limit: 100 }, 96).verdict, "wrong");
    assert.equal(judgeUsage("vCPUs", { currentValue: 4, limit: 100 }, 96).verdict, "good");
    assert.equal(judgeUsage("vCPUs", undefined, 96).verdict, "not checked");
  });

  it("versions by the end of their support, in time for an upgrade", () => {
    const on = (day: string) => judgeVersion("aws", "kubernetes", "1.35", new Date(day)).verdict;
    assert.equal(on("2026-11-22"), "good");
    assert.equal(on("2027-02-01"), "wrong");
    assert.equal(judgeVersion("aws", "kubernetes", "1.99", new Date()).verdict, "not checked");
    assert.equal(judgeVersion("azure", "postgresql", "16", new Date("2026-11-22")).verdict, "good");
  });

  it("who serves the domain", () => {
    const wanted = ["ns-1.awsdns.com.", "ns-2.awsdns.org"];
    assert.equal(judgeDelegation("a.example", wanted, ["NS-1.awsdns.com", "ns-2.awsdns.org"]).verdict, "good");
    assert.equal(judgeDelegation("a.example", wanted, ["ns.parking.example"]).verdict, "wrong");
    assert.match(judgeDelegation("a.example", wanted, "ENOTFOUND").remedy ?? "", /NS ns-1/);
    assert.equal(judgeDelegation("a.example", wanted, "ETIMEOUT").verdict, "not checked");
  });

  it("where state and key are", () => {
    const at = (where: string) => judgePlace("state", where, "eu-central-1").verdict;
    assert.equal(at("s3://state?region=eu-west-1"), "good");
    assert.equal(at("s3://state?region=eu-central-1"), "wrong");
    assert.equal(at("awskms://arn:aws:kms:eu-central-1:1:key/a"), "wrong");
    assert.equal(at("file:///home/anna"), "wrong");
    assert.equal(at("azblob://state?storage_account=a"), "not checked");
  });

  it("what a Git host answers to the credential", () => {
    assert.equal(judgeRepository("Git", 200, true).verdict, "good");
    assert.match(judgeRepository("Git", 404, false).remedy ?? "", /repositoryCredential/);
    assert.equal(judgeRepository("Git", "getaddrinfo ENOTFOUND", false).verdict, "wrong");
  });
});

describe("a preflight", () => {
  it("asks the charts' own repositories, or the mirror by component", () => {
    const folder = join(workTree, "gitops", "platform");
    assert.ok(chartRepositories(folder, undefined).includes("https://traefik.github.io/charts"));
    assert.ok(chartRepositories(folder, "https://mirror.example").includes("https://mirror.example/traefik"));
  });

  it("goes on where one check cannot be made, and says why", async () => {
    const [finding] = await attempt("quotas", () => Promise.reject(new Error("aws is not on the path")));
    assert.deepEqual(finding, { what: "quotas", verdict: "not checked", says: "aws is not on the path" });
  });

  it("says all that is wrong, each with its remedy", () => {
    const text = table("harbor", [wrong("a", "broken", "mend it"), wrong("b", "torn", "sew it")]);
    assert.match(text, /Wrong: 2\n {2}a: broken\n {4}→ mend it\n {2}b: torn\n {4}→ sew it/);
    assert.match(text, /2 things stand in the way of harbor\. Nothing was created/);
  });
});
