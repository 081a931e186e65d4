/** The backup's own programs against the object store, as a pod with its pod identity would run them. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { bucket, region, write, writeBucket } from "./platform.ts";
import { podToken, type Simulation, sessionOf, startSimulation } from "./simulation.ts";

const { bin } = readToolchain();
const rclone = {
  RCLONE_CONFIG: "/dev/null",
  RCLONE_S3_PROVIDER: "AWS",
  RCLONE_S3_ENV_AUTH: "true",
  RCLONE_S3_REGION: "eu-central-1",
  RCLONE_S3_NO_CHECK_BUCKET: "true",
};
const restic = (tenant: string) => ({
  RESTIC_REPOSITORY: `s3:https://s3.eu-central-1.amazonaws.com/${bucket}/tenants/${tenant}/restic`,
  RESTIC_PASSWORD: "a password",
});

describe("the object store, through real clients", function () {
  this.timeout(180_000);
  let simulation: Simulation;
  const run = async (command: string, args: readonly string[], env: Readonly<Record<string, string>>) => {
    const { code, output } = await simulation.run(command, args, env);
    assert.equal(code, 0, output);
    return output;
  };

  before(async () => {
    simulation = await startSimulation();
    mkdirSync(join(simulation.folder, "files"));
    writeFileSync(join(simulation.folder, "files", "größe 1+1.bin"), randomBytes(6_000_000));
  });
  after(() => simulation.end());

  it("takes a backup by restic, checks it and gives it back", async () => {
    const env = restic("harbor");
    await run(bin.restic, ["init"], env);
    await run(bin.restic, ["backup", "files"], env);
    await run(bin.restic, ["check", "--read-data"], env);
    await run(bin.restic, ["restore", "latest", "--target", "restored"], env);
    const read = (folder: string) => readFileSync(join(simulation.folder, folder, "größe 1+1.bin"));
    assert.deepEqual(read("restored/files"), read("files"));
  });

  it("keeps restic out of another tenant's folder", async () => {
    const { code, output } = await simulation.run(bin.restic, ["init"], restic("other"));
    assert.notEqual(code, 0);
    assert.match(output, /Access Denied/);
  });

  it("takes files by rclone, in parts too, and finds no difference", async () => {
    const remote = `:s3:${bucket}/tenants/harbor/files`;
    await run(bin.rclone, ["sync", "files", remote, "--s3-upload-cutoff", "5M", "--s3-chunk-size", "5M"], rclone);
    await run(bin.rclone, ["check", "files", remote, "--download"], rclone);
    rmSync(join(simulation.folder, "files", "größe 1+1.bin"));
    await run(bin.rclone, ["sync", "files", remote], rclone);
    assert.equal(await run(bin.rclone, ["lsjson", remote], rclone), "[\n]\n");
  });

  it("knows whether a bucket is empty, old versions included, and lets a bucket go with all that is in it", async () => {
    writeBucket(simulation.world, "short-lived");
    assert.equal(await simulation.internet.objects.isEmpty("short-lived"), true);
    assert.equal(await simulation.internet.objects.isEmpty(bucket), false);
    const type = "aws:s3/bucket:Bucket";
    const resource = simulation.world.find(type, "short-lived");
    assert.ok(resource);
    simulation.world.remove(resource);
    writeBucket(simulation.world, "short-lived");
    assert.equal(await simulation.internet.objects.isEmpty("short-lived"), true);
  });

  /** One request of an administrator, signed by curl. */
  const curl = async (url: string, ...args: readonly string[]) => {
    const { issuer } = simulation.internet;
    const key = issuer.issueCredentials(sessionOf("longshore-administrator"), 900);
    const { output } = await simulation.run("curl", [
      "--silent",
      ...["--aws-sigv4", `aws:amz:${region}:s3`, "--user", `${key.accessKeyId}:${key.secretAccessKey}`],
      ...[
        "--header",
        `x-amz-security-token: ${key.sessionToken}`,
        "--header",
        "x-amz-content-sha256: UNSIGNED-PAYLOAD",
      ],
      ...["--write-out", " %{http_code} %header{x-amz-version-id} %header{x-amz-server-side-encryption}", ...args, url],
    ]);
    return output;
  };

  it("locks objects against everybody, as the bucket says", async () => {
    const { world } = simulation;
    writeBucket(world, "archives", true);
    const rule = { defaultRetention: { mode: "COMPLIANCE", days: 1 } };
    const type = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
    write(world, type, "archives", { bucket: "archives", rule });
    const url = "https://archives.s3.eu-central-1.amazonaws.com/2026-11.dump";
    const [, version] = /^ 200 (\S+) aws:kms$/.exec(await curl(url, "--upload-file", "token")) ?? [];
    assert.ok(version);
    assert.match(await curl(`${url}?versionId=${version}`, "--request", "DELETE"), /<Code>AccessDenied<.* 403 /s);
    assert.match(await curl(url, "--request", "DELETE"), /^ 204 /, "hides it, and keeps the version");
    assert.match(await curl(`${url}?versionId=${version}`), new RegExp(`^${podToken} 200 `));
  });

  it("refuses plain HTTP, another region, and a bucket that Pulumi did not make", async () => {
    const plain = await curl(`http://s3.eu-central-1.amazonaws.com/${bucket}/tenants/harbor/x`);
    assert.match(plain, /with an explicit deny in a resource-based policy.* 403 /);
    assert.match(await curl(`https://s3.us-east-1.amazonaws.com/${bucket}/x`), /<Code>PermanentRedirect<.* 301 /s);
    const made = await curl("https://s3.eu-central-1.amazonaws.com/new-bucket", "--request", "PUT");
    assert.match(made, /buckets are made by Pulumi.* 403 /);
  });
});
