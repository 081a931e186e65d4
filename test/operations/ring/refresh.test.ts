/** Whom a commit concerns, and what Argo CD's answer means. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { concerned } from "../../../operations/ring/concerned.ts";
import { members } from "../../../operations/ring/place.ts";
import { answerOf, describeAnswers, isHeard } from "../../../operations/ring/refresh.ts";
import { changedSince, closedNow } from "../../../operations/ring/refresh-stack.ts";
import { workTree } from "../../../simulator/paths.ts";
import { concerns, followersOf } from "../../gitops/support/concerns.ts";
import { rendering } from "../../gitops/support/platforms.ts";
import { tenantWith } from "../../tenant/tenants.ts";

const tracked = execFileSync("git", ["-C", workTree, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\0")
  .filter(Boolean);

describe("whom a commit concerns", function () {
  this.timeout(180_000);
  const [nord, other] = [tenantWith({ ring: "production-1" }), tenantWith({ ring: "staging" }, "nord-test")];
  const names = (...paths: string[]) => concerned(paths, "aws-production", [nord, other]);

  for (const stack of ["aws-production", "aws-warehouse", "azure-production"] as const)
    it(`is the same for every file as the Applications of ${stack} say themselves`, async () => {
      const applications = followersOf(await rendering(stack));
      const tenants = members(workTree).filter((member) => member.stack === stack);
      for (const file of tracked) {
        const told = concerned(
          [file],
          stack,
          tenants.map(({ tenant }) => tenant),
        );
        const own = applications.filter(concerns(`/${file}`)).map(({ metadata }) => metadata.name);
        assert.deepEqual(
          told.filter((name) => name !== "root"),
          own.toSorted(),
          file,
        );
      }
    });

  it("is the root for what all follow from, and nobody for what Pulumi reads", () => {
    assert.deepEqual(names("gitops/argocd/application-sets/tenants.yaml"), ["root"]);
    assert.deepEqual(
      names("stacks/Pulumi.aws-production.yaml", "gitops/README.md", "gitops/rings/deeper/staging.yaml"),
      [],
    );
    assert.deepEqual(names("gitops/platforms/azure-production/velmora-nord/tenant.yaml"), []);
  });

  it("is each one once, and also a tenant whose folder is gone", () => {
    const gone = ["backup-gone", "odoo-gone", "tenant-gone"];
    assert.deepEqual(names("gitops/platforms/aws-production/gone/tenant.yaml"), gone);
    const twice = names("gitops/rings/staging.yaml", "gitops/odoo/values.yaml", "gitops/odoo/Chart.yaml");
    assert.deepEqual(twice, ["backup-nord-test", "odoo-nord-test", "odoo-velmora-nord", "tenant-nord-test"]);
  });

  it("refuses a commit that the clone does not have", () => {
    assert.throws(() => changedSince(workTree, "0".repeat(40)), /--since 0+: Git says: .*fetch-depth: 0/s);
  });
});

describe("Argo CD's answer", () => {
  const asked = { "argocd.argoproj.io/refresh": "normal" };
  const application = (sync: object, more: object = {}, annotations = {}) => ({
    metadata: { name: "odoo-velmora-nord", namespace: "argocd", uid: "1", resourceVersion: "1", annotations },
    status: { sync, ...more },
  });
  const commit = "1f0c9d2b7a6e5f4c3b2a";

  it("is none as long as the question stands there", () => {
    const answer = answerOf(application({ status: "Synced", revision: "before" }, {}, asked), undefined, 900);
    assert.ok(!isHeard(answer));
    assert.match(describeAnswers([answer]), /odoo-velmora-nord +before +has not looked +0 s/);
  });

  it("names the commit, that of our repository where a vendor's chart comes first", () => {
    const answer = answerOf(application({ status: "Synced", revisions: ["41.3.0", commit] }), undefined, 2100);
    assert.ok(isHeard(answer));
    assert.match(describeAnswers([answer]), /1f0c9d2b7a6e +Synced +2 s$/);
  });

  it("says which window holds a commit back, and that a commit cannot be rendered", () => {
    const closed = answerOf(application({ status: "OutOfSync", revision: commit }), "closed by receiving", 1000);
    assert.ok(isHeard(closed));
    assert.match(describeAnswers([closed]), /OutOfSync +1 s +closed by receiving$/);
    const conditions = [{ type: "ComparisonError", message: "odoo.users: 0\nmore" }];
    const broken = answerOf(application({ status: "Unknown" }, { conditions }), "closed by receiving", 1000);
    assert.ok(!isHeard(broken));
    assert.match(describeAnswers([broken]), /Unknown +1 s +odoo\.users: 0$/);
  });

  it("is not held back for what is in the platform's project, or in open hours", () => {
    // Half past five in the morning in Berlin, on a day when trucks are received.
    const [closed, open] = ["2026-11-23T04:30:00Z", "2026-11-22T12:00:00Z"].map((at) =>
      closedNow([tenantWith({ ring: "production-1" })], "2026-11-01", () => new Date(at)),
    );
    assert.match(closed?.("odoo-velmora-nord") ?? "", /^closed by receiving.*; opens Mon 2026-11-23/);
    assert.equal(closed?.("tenant-velmora-nord"), undefined);
    assert.equal(open?.("odoo-velmora-nord"), undefined);
  });
});
