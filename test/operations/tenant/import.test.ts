import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asImport } from "../../../operations/tenant/bring.ts";
import { readImport } from "../../../operations/tenant/import.ts";
import { importFolder, uploads } from "../../../operations/tenant/upload.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { sampleTree } from "./tree.ts";

const aws = ":s3,provider=AWS,env_auth,region=eu-central-1,no_check_bucket:harbor-files/tenants/drovelin";
const azure = ":azureblob,account=harborfiles,env_auth,no_check_container:files/tenants/drovelin";

describe("longshore tenant import", () => {
  const tree = sampleTree();
  const folder = temporaryFolder();
  after(() => removeFolder(folder));
  const [dump, zip, filestore] = ["old.dump", "old.zip", "filestore"].map((name) => join(folder, name));
  assert(dump && zip && filestore);
  mkdirSync(filestore);
  writeFileSync(dump, "PGDMP…");
  writeFileSync(zip, "PK…");
  const read = (name: string, ...options: readonly string[]) => readImport(tree, ["aws-warehouse", name, ...options]);
  const brought = ["--dump", dump, "--filestore", filestore];

  it("takes a dump and a filestore for a tenant that is there", () => {
    const { tenant, ...rest } = read("drovelin", ...brought);
    assert.equal(tenant.metadata.name, "drovelin");
    assert.deepEqual(rest, { stack: "aws-warehouse", dump, filestore, replace: false });
    assert.equal(read("drovelin", ...brought, "--replace", "drovelin").replace, true);
  });

  it("refuses a name that nobody has, and a copy, whose data comes from its original", () => {
    assert.throws(() => read("nobody", ...brought), /a tenant of aws-warehouse: drovelin/);
    assert.throws(
      () => read("drovelin-test", ...brought),
      /spec\.copyOf\n.*drovelin"\n.*filled from drovelin's backups/,
    );
  });

  it("refuses to replace a tenant that is not named once more", () => {
    assert.throws(() => read("drovelin", ...brought, "--replace", "drovelin-test"), /--replace\n.*\n.*drovelin, whose/);
  });

  it("refuses what is missing, packed or of another kind, before it asks a cloud", () => {
    assert.throws(() => read("drovelin", "--dump", dump), /--dump FILE and --filestore FOLDER/);
    assert.throws(() => read("drovelin", "--dump", zip, "--filestore", filestore), /old\.zip, which is packed/);
    assert.throws(
      () => read("drovelin", "--dump", filestore, "--filestore", join(folder, "gone")),
      /which is no file\n.*\n.*\n.*gone, which is missing/,
    );
  });

  it("uploads to a folder beside the live files, which goes by itself", () => {
    assert.match(importFolder(aws), /:harbor-files\/restores\/drovelin\/import$/);
    const words = (remote: string) => uploads(importFolder(remote), { dump, filestore }).map((each) => each.join(" "));
    const how = "--region eu-central-1 --only-show-errors";
    assert.deepEqual(words(aws), [
      `aws s3 sync ${filestore} s3://harbor-files/restores/drovelin/import/filestore ${how}`,
      `aws s3 cp ${dump} s3://harbor-files/restores/drovelin/import/dump ${how}`,
    ]);
    const [batch, single] = words(azure);
    assert.match(
      batch ?? "",
      /upload-batch --destination files --destination-path restores\/drovelin\/import\/filestore /,
    );
    assert.match(single ?? "", /--container-name files --name restores\/drovelin\/import\/dump .*--auth-mode login/);
    assert.throws(() => uploads("/srv/files", { dump, filestore }), /is not a folder of files/);
  });

  it("runs as a verification does, with the login of upgrades and no password in plain sight", () => {
    const verification = {
      name: "backup",
      image: "ghcr.io/longshore-platform/longshore/backup",
      args: ["verify"],
      env: [
        { name: "TENANT", value: "drovelin" },
        { name: "FILES_REMOTE", value: "old" },
      ],
    };
    const { args, env = [] } = asImport({ FILES_REMOTE: aws, ODOO_VERSION: "19.0" })(verification);
    assert.deepEqual(args, ["import"]);
    assert.deepEqual(
      env.map(({ name, value, valueFrom }) => [name, value ?? valueFrom?.secretKeyRef]),
      [
        ["TENANT", "drovelin"],
        ["FILES_REMOTE", aws],
        ["ODOO_VERSION", "19.0"],
        ["PGUSER", { name: "odoo-upgrade", key: "upgradeUser" }],
        ["PGPASSWORD", { name: "odoo-upgrade", key: "upgradePassword" }],
      ],
    );
  });
});
