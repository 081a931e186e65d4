import assert from "node:assert/strict";
import { confirm } from "../../../operations/retire/confirm.ts";
import { isHistory, lockedUntil } from "../../../operations/retire/history.ts";
import { parseOptions } from "../../../operations/retire/options.ts";
import { type Retirement, requireFresh } from "../../../operations/retire/record.ts";
import { withoutProtection } from "../../../operations/retire/unprotect.ts";
import { parseState } from "../../../operations/state.ts";

const under = (component: string, type: string, name: string) => ({
  urn: `urn:pulumi:harbor::longshore::longshore:index:Platform$longshore:${component}$${type}::${name}`,
  type,
  custom: true,
  protect: true,
});
const backups = under("aws:ObjectStore", "aws:s3/bucket:Bucket", "objects-backups");
const files = under("aws:ObjectStore", "aws:s3/bucket:Bucket", "objects-files");
const database = {
  ...under("aws:Database", "aws:rds/instance:Instance", "database"),
  inputs: { deletionProtection: true },
};
const key = under("aws:Secrets", "aws:kms/key:Key", "secrets-backup");

describe("longshore retire", () => {
  it("wants the stack's name typed, and nothing like it", async () => {
    await assert.rejects(confirm("aws-production", "aws-prod"), /Found aws-prod .*Nothing was changed/);
    await assert.rejects(confirm("aws-production", ""), /Found nothing/);
    await confirm("aws-production", "aws-production");
    assert.equal(parseOptions(["--stack", "harbor"]).record, "retired-harbor.json");
  });

  it("leaves backups, archives and what opens them, on both clouds", () => {
    const vault = under("azure:Secrets", "azure-native:keyvault:Vault", "secrets");
    const policy = under("azure:ObjectStore", "azure-native:authorization:PolicyDefinition", "objects-keep");
    const assigned = under("azure:ObjectStore", "azure-native:authorization:PolicyAssignment", "objects-archives");
    for (const kept of [backups, key, vault, policy, assigned]) assert.equal(isHistory(kept), true, kept.urn);
    for (const gone of [files, database]) assert.equal(isHistory(gone), false, gone.urn);
  });

  it("takes the protection off everything else, and has buckets emptied as they go", () => {
    const resources = [backups, files, database, key];
    const state = withoutProtection(parseState({ version: 3, deployment: { manifest: {}, resources } }));
    assert.deepEqual(state, {
      version: 3,
      deployment: {
        manifest: {},
        resources: [
          backups,
          { ...files, protect: false, inputs: { forceDestroy: true }, outputs: { forceDestroy: true } },
          {
            ...database,
            protect: false,
            inputs: { deletionProtection: false },
            outputs: { deletionProtection: false },
          },
          key,
        ],
      },
    });
  });

  it("goes on without a cluster only from fresh last backups of this stack", () => {
    const record: Retirement = {
      stack: "harbor",
      account: "1",
      backups: [{ tenant: "anchor", jobs: [], verifiedAt: "2026-11-22T10:00:00.000Z" }],
      archivesLockedUntil: "2027-11-22",
      retiredAt: null,
      kept: {},
    };
    const at = (time: string) => requireFresh(record, "harbor", new Date(time));
    assert.equal(at("2026-11-22T20:00:00Z"), record);
    assert.throws(() => at("2026-11-24T10:00:00Z"), /older than 24 hours/);
    assert.throws(() => requireFresh(undefined, "harbor", new Date()), /no cluster that could take the last backups/);
    assert.throws(() => requireFresh(record, "other", new Date()), /other has no cluster/);
  });

  it("says until when archives are locked", () => {
    assert.equal(lockedUntil(365, new Date("2026-11-22T12:00:00Z")), "2027-11-22");
  });
});
