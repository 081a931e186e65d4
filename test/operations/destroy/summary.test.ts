import assert from "node:assert/strict";
import { countTypes } from "../../../operations/destroy/destroy.ts";
import { strays } from "../../../operations/destroy/leftovers.ts";
import { parseOptions } from "../../../operations/destroy/options.ts";
import type { Report } from "../../../operations/destroy/report.ts";
import { summary } from "../../../operations/destroy/summary.ts";
import { parseState } from "../../../operations/state.ts";

const drained = {
  applicationSets: ["argocd/tenants"],
  applications: ["argocd/traefik", "argocd/odoo-harbor"],
  loadBalancers: ["traefik/traefik"],
  volumes: [],
  retainedVolumes: ["precious"],
  budgets: ["shop/tight"],
  blockingBudgets: ["kube-system/coredns-pdb"],
};
const report: Report = {
  stack: "harbor",
  drained,
  deleted: 118,
  kept: { Bucket: 4, Instance: 1 },
  cost: { monthly: 12.5, currency: "USD", notPriced: [], lines: [] },
  leftovers: { found: [] },
  seconds: { drain: 8, destroy: 23, total: 34 },
};

describe("the summary of a destroy", () => {
  it("says what is gone, what stays and what that costs", () => {
    const text = summary(report);
    assert.match(text, /^harbor is destroyed: 118 resources are gone, 34 s\./);
    assert.match(text, /1 application sets, 2 applications, 1 load balancers, 1 disruption budgets lifted/);
    assert.match(text, /Kept {8}5 resources: 4 Bucket, 1 Instance/);
    assert.match(text, /about \$12\.50 a month without use/);
  });

  it("names volumes that are billed on, and budgets that allow nothing", () => {
    const text = summary(report);
    assert.match(text, /precious: kept by their storage class and billed on/);
    assert.match(text, /kube-system\/coredns-pdb: the cloud's own/);
  });

  it("says that a second run changed nothing", () => {
    assert.match(summary({ ...report, drained: null, deleted: 0 }), /harbor was destroyed before: nothing changed\./);
  });

  it("tells what was left over from what nobody could look for", () => {
    assert.match(summary({ ...report, leftovers: { found: ["vol-1"] } }), /1 resources carry.*vol-1/);
    assert.match(summary({ ...report, leftovers: { notChecked: "no right" } }), /Left over {3}not checked: no right/);
  });
});

describe("leftovers", () => {
  const arn = "arn:aws:ec2:eu-central-1:1:volume/vol-1";
  const kept = {
    urn: "urn:pulumi:a::b::c::d",
    type: "c",
    id: "/subscriptions/A/x",
    outputs: { arn: "arn:aws:rds:r:1:db:d" },
  };
  const state = parseState({ deployment: { resources: [kept] } });

  it("are what carries the tag and is not in the state, in whatever spelling", () => {
    assert.deepEqual(strays([arn, "arn:aws:rds:r:1:db:d", "/SUBSCRIPTIONS/a/X"], state), [arn]);
  });

  it("are not secrets and keys in their recovery time", () => {
    assert.deepEqual(strays(["arn:aws:secretsmanager:r:1:secret:a", "arn:aws:kms:r:1:key/b"], state), []);
  });
});

describe("longshore destroy", () => {
  it("does nothing without --yes, and asks for a stack", () => {
    assert.equal(parseOptions(["--stack", "harbor"]).yes, false);
    assert.throws(() => parseOptions(["--yes"]), /--stack: which stack\?/);
    assert.throws(() => parseOptions(["--stack", "harbor", "--force"]), /Unknown option '--force'/);
  });

  it("counts by the last word of a type", () => {
    assert.deepEqual(countTypes(["aws:s3/bucket:Bucket", "aws:s3/bucket:Bucket"]), { Bucket: 2 });
  });
});
