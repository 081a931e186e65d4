/** The backup's copy to another account: two identities, of which each opens one side alone. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toolFolder } from "../../backup/support/run.ts";
import { account, bucket, document, issuerIn, providerOf, region, tokenOf, tokenTrust } from "./platform.ts";
import { type Simulation, startSimulation } from "./simulation.ts";

const main = join(import.meta.dirname, "../../../images/backup/src/main.ts");
const subject = "system:serviceaccount:tenant-harbor:backup-copy";
/** The receiver's account, region and buckets. */
const theirs = { account: "210987654321", region: "eu-west-1", bucket: "their-backups" };
const role = `arn:aws:iam::${theirs.account}:role/receiver`;
const issuer = issuerIn(theirs.account);
const own = `:s3,provider=AWS,env_auth,region=${region},no_check_bucket:${bucket}/tenants/harbor`;
const remote = `:s3,provider=AWS,env_auth,region=${theirs.region},no_check_bucket:${theirs.bucket}/tenants/harbor`;

/** What `components/aws/receiver.ts` makes of a tenant, and one bucket. */
function writeReceiver({ world }: Simulation): void {
  const put = (type: string, id: string, properties: Readonly<Record<string, unknown>>) =>
    world.put({ type, id, account: theirs.account, region: theirs.region, inputs: properties, outputs: properties });
  put(...providerOf(issuer));
  put("aws:iam/role:Role", "receiver", {
    name: "receiver",
    arn: role,
    assumeRolePolicy: tokenTrust(issuer, subject),
    maxSessionDuration: 3600,
  });
  const arn = `arn:aws:s3:::${theirs.bucket}`;
  const prefix = { StringLike: { "s3:prefix": "tenants/harbor/*" } };
  const policy = document(
    { Effect: "Allow", Action: ["s3:ListBucket"], Resource: arn, Condition: prefix },
    { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: `${arn}/tenants/harbor/*` },
  );
  put("aws:iam/rolePolicy:RolePolicy", "receiver:own", { role: "receiver", name: "own", policy });
  put("aws:s3/bucket:Bucket", theirs.bucket, { bucket: theirs.bucket, arn });
  put("aws:s3/bucketVersioning:BucketVersioning", theirs.bucket, {
    bucket: theirs.bucket,
    versioningConfiguration: { status: "Enabled" },
  });
}

describe("the copy to another account, through real clients", function () {
  this.timeout(180_000);
  let simulation: Simulation;
  /** Whose token the clusters take it for. */
  let vouched = subject;
  let token: string;
  const restic = (host: string, folder: string) => ({
    RESTIC_REPOSITORY: `s3:https://${host}/${folder}/tenants/harbor/backups`,
    RESTIC_PASSWORD: "a password",
  });
  const run = (command: string, args: readonly string[], env: Readonly<Record<string, string>>) =>
    simulation.run(join(toolFolder(), command), args, env);
  const copy = () =>
    simulation.run(process.execPath, [main, "copy"], {
      PATH: `${toolFolder()}:/usr/bin:/bin`,
      TENANT: "harbor",
      SCRATCH: join(simulation.folder, "scratch"),
      COPY_FROM: `${own}/backups`,
      ARCHIVE_REMOTE: `${own}/archives`,
      COPY_TO: `${remote}/backups`,
      COPY_ARCHIVES_TO: `${remote}/archives`,
      RECEIVER: "aws-rebuild",
      RECEIVER_CLOUD: "aws",
      RECEIVER_REGION: theirs.region,
      RECEIVER_IDENTITY: role,
      RECEIVER_TOKEN_FILE: token,
    });

  before(async () => {
    simulation = await startSimulation(async () => ({ issuer: issuer.url, subject: vouched }));
    writeReceiver(simulation);
    token = join(simulation.folder, "receiver-token");
    writeFileSync(token, tokenOf(issuer, subject));
    mkdirSync(join(simulation.folder, "files"));
    writeFileSync(join(simulation.folder, "files", "one"), "content");
    const env = restic(`s3.${region}.amazonaws.com`, bucket);
    for (const args of [["init"], ["backup", "files"]]) {
      const { code, output } = await run("restic", args, env);
      assert.equal(code, 0, output);
    }
  });
  after(() => simulation.end());

  it("is written as the receiver's role, and read back from there", async () => {
    const { code, output } = await copy();
    assert.equal(code, 0, output);
    const asReceiver = {
      ...restic(`s3.${theirs.region}.amazonaws.com`, theirs.bucket),
      ...{ AWS_CONTAINER_CREDENTIALS_FULL_URI: "", AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "" },
      ...{ AWS_ROLE_ARN: role, AWS_WEB_IDENTITY_TOKEN_FILE: token, AWS_REGION: theirs.region },
    };
    const restored = await run("restic", ["--no-lock", "restore", "latest", "--target", "restored"], asReceiver);
    assert.equal(restored.code, 0, restored.output);
    assert.equal(readFileSync(join(simulation.folder, "restored/files/one"), "utf8"), "content");
    const own = await run(
      "restic",
      ["--no-lock", "snapshots"],
      restic(`s3.${theirs.region}.amazonaws.com`, theirs.bucket),
    );
    assert.notEqual(own.code, 0, `the pod's own identity of ${account} opens nothing there`);
  });

  it("is refused to another service account, with what to do", async () => {
    vouched = "system:serviceaccount:tenant-harbor:odoo";
    const { code, output } = await copy();
    assert.equal(code, 9, output);
    assert.match(output, /AssumeRoleWithWebIdentity/);
    assert.match(output, /Next: see whether the identity trusts this cluster and this pod's service account/);
  });
});
