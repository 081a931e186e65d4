import assert from "node:assert/strict";
import { type Drift, isDrift, isUnsure } from "../../../operations/drift/find.ts";
import { describeDrift } from "../../../operations/drift/report.ts";

const none: Drift = { stack: "harbor", found: [], elsewhere: [], unread: [], known: [], unfinished: [] };
const urn = (type: string, name: string) => `urn:pulumi:harbor::longshore::longshore:aws:Database$${type}::${name}`;
const unread = (type: string, count = 1) =>
  Array.from({ length: count }, (_, index) => ({ urn: urn(type, `r${index}`), reason: "AccessDenied\nat line 1" }));

describe("the report on drift", () => {
  it("is one line where there is nothing to say", () => {
    assert.equal(describeDrift(none), "# harbor: no drift");
  });

  it("is no all-clear where something could not be read", () => {
    const drift = { ...none, unread: unread("aws:rds/instance:Instance", 7) };
    assert.deepEqual([isDrift(drift), isUnsure(drift)], [false, true]);
    const report = describeDrift(drift);
    assert.match(report, /^# harbor: no drift in what could be read, 7 not read\n/);
    assert.match(report, /^- r0 \(aws:rds\/instance:Instance\), .*r4 \(\S+\), 2 more: AccessDenied$/m);
  });

  it("is one where only secrets' values and the cluster stay unread", () => {
    const types = [
      "aws:secretsmanager/secretVersion:SecretVersion",
      "azure-native:keyvault:Secret",
      "kubernetes:core/v1:Secret",
    ];
    const drift = { ...none, unread: types.flatMap((type) => unread(type)) };
    assert.equal(isUnsure(drift), false);
    assert.match(describeDrift(drift), /^# harbor: no drift, 3 not read\n/);
    assert.equal(isUnsure({ ...none, unread: unread("azure-native:keyvault:Vault") }), true);
  });

  it("names tenant and unit, and warns where data may be lost", () => {
    const found = [
      {
        urn: urn("aws:rds/instance:Instance", "dock"),
        kind: "deleted" as const,
        properties: [],
        protected: true,
        components: ["harbor (longshore:index:Platform)", "dock (longshore:aws:Database)"],
        owner: { tenant: "dock", businessUnit: "dock-freight", contact: "platform@longshore.example" },
        broken: [],
      },
    ];
    const report = describeDrift({ ...none, found, unfinished: ["creating urn:x"] });
    assert.match(report, /^# harbor: 1 deleted outside Pulumi\n/);
    assert.match(report, /## dock \(aws:rds\/instance:Instance\): deleted outside Pulumi/);
    assert.match(report, /It was protected: if it held data, a new one comes back empty/);
    assert.match(report, /part of harbor \(longshore:index:Platform\) › dock \(longshore:aws:Database\)/);
    assert.match(report, /owner: tenant dock, business unit dock-freight, platform@longshore\.example/);
    assert.match(report, /## Unfinished\n\n.*\n\n- creating urn:x/);
    assert.match(report, /## The way on\n/);
  });
});
