import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { away, bucketOf, forget, home, type Regions, startRegions } from "./aws.ts";

const [files, archives] = [bucketOf("main", "files"), bucketOf("main", "archives")];
const [copies, copiedArchives] = [bucketOf("spare", "files"), bucketOf("spare", "archives")];
const policyType = "aws:iam/rolePolicy:RolePolicy";
const configurationType = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

describe("objects of one region in another", function () {
  this.timeout(180_000);
  let folder: string;
  let regions: Regions;
  const write = async (path: string, body: string, headers = {}) => {
    const answer = await regions.s3(home, "PUT", path, body, headers);
    assert.equal(answer.status, 200, answer.text);
    return answer.headers["x-amz-version-id"] ?? assert.fail("no version");
  };
  const read = async (path: string) => (await regions.s3(away, "GET", path)).text;
  const statusOf = async (path: string, region: string = home) =>
    (await regions.s3(region, "HEAD", path)).headers["x-amz-replication-status"];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "longshore-regions-"));
    regions = await startRegions(folder);
  });
  after(async () => {
    await regions.end();
    forget(folder);
  });

  it("arrive with their content and what is said of it, and both sides say so", async () => {
    const name = "a/gr%C3%B6%C3%9Fe%201%2B1.txt";
    await write(`${files}/${name}`, "a bill", { "x-amz-meta-carrier": "northern" });
    await regions.arrived();
    const path = `${copies}/${name}`;
    const copy = await regions.s3(away, "GET", path);
    assert.equal(copy.text, "a bill");
    assert.equal(copy.headers["x-amz-meta-carrier"], "northern");
    assert.equal(await statusOf(`${files}/${name}`), "COMPLETED");
    assert.equal(await statusOf(path, away), "REPLICA");
  });

  it("keep their history: every version in its order, deletions as markers", async () => {
    for (const text of ["one", "two", "three"]) await write(`${files}/history`, text);
    assert.equal((await regions.s3(home, "DELETE", `${files}/history`)).status, 204);
    await regions.arrived();
    const { text } = await regions.s3(away, "GET", `${copies}?prefix=history&versions=`);
    assert.match(text, /<DeleteMarker><IsLatest>true<\/IsLatest><Key>history</);
    const versions = [...text.matchAll(/<Version>.*?<VersionId>([^<]+)<.*?<\/Version>/gs)].map(([, id]) => id);
    const texts: string[] = [];
    for (const id of versions) texts.push(await read(`${copies}/history?versionId=${id}`));
    assert.deepEqual(texts.sort(), ["one", "three", "two"]);
  });

  it("go with many in one request as well", async () => {
    await write(`${files}/batch-1`, "1");
    const body = "<Delete><Object><Key>batch-1</Key></Object></Delete>";
    assert.equal((await regions.s3(home, "POST", `${files}?delete=`, body)).status, 200);
    await regions.arrived();
    assert.equal((await regions.s3(away, "GET", `${copies}/batch-1`)).status, 404);
  });

  it("stay when a version of theirs is destroyed", async () => {
    const version = await write(`${files}/kept`, "kept");
    await regions.arrived();
    assert.equal((await regions.s3(home, "DELETE", `${files}/kept?versionId=${version}`)).status, 204);
    await regions.arrived();
    assert.equal(await read(`${copies}/kept`), "kept");
  });

  it("are locked there for as long as here", async () => {
    await write(`${archives}/2026-11.dump`, "an archive");
    await regions.arrived();
    const { headers } = await regions.s3(away, "HEAD", `${copiedArchives}/2026-11.dump`);
    assert.equal(headers["x-amz-object-lock-mode"], "COMPLIANCE");
    const until = Date.parse(String(headers["x-amz-object-lock-retain-until-date"]));
    assert.ok(until > Date.now() + 399 * 86_400_000, `locked until ${until}`);
    const version = headers["x-amz-version-id"];
    const erased = await regions.s3(away, "DELETE", `${copiedArchives}/2026-11.dump?versionId=${version}`);
    assert.equal(erased.status, 403);
  });

  it("do not come by themselves where they were there before, only when a copy is asked for", async () => {
    const { world, internet } = regions;
    const configuration = world.find(configurationType, files) ?? assert.fail();
    world.remove(configuration);
    await write(`${files}/before`, "old");
    world.put(configuration);
    await write(`${files}/after`, "new");
    await regions.arrived();
    assert.equal((await regions.s3(away, "GET", `${copies}/before`)).status, 404);
    assert.equal(await read(`${copies}/after`), "new");
    await internet.replication.s3.copyExisting(files);
    await regions.arrived();
    assert.equal(await read(`${copies}/before`), "old");
    assert.equal(await internet.replication.s3.copyExisting(files), 0, "nothing is copied twice");
  });

  it("fail without any one of the role's rights", async () => {
    const [policy] = regions.world.all(policyType).filter(({ id }) => id === "copies-id");
    assert.ok(policy);
    const { Statement: statements }: { Statement: { Sid: string }[] } = JSON.parse(String(policy.outputs.policy));
    const needed = statements.filter(({ Sid }) => !/(De|En)crypt1/.test(Sid));
    for (const { Sid } of statements) {
      const rest = JSON.stringify({ Statement: statements.filter((each) => each.Sid !== Sid) });
      regions.world.put({ ...policy, outputs: { ...policy.outputs, policy: rest } });
      // The keys of backups and archives are the other ones.
      const bucket = /crypt0/.test(Sid) ? bucketOf("main", "backups") : files;
      await write(`${bucket}/refused-${Sid}`, "x");
      await regions.arrived();
      assert.equal(await statusOf(`${bucket}/refused-${Sid}`), "FAILED", Sid);
    }
    assert.equal(needed.length, 5);
    regions.world.put(policy);
  });

  it("fail when the role is gone, as when the link is dropped", async () => {
    const [role] = regions.world.all("aws:iam/role:Role").filter(({ id }) => id === "copies-id");
    assert.ok(role);
    regions.world.remove(role);
    await write(`${files}/late`, "late");
    await regions.arrived();
    assert.equal(await statusOf(`${files}/late`), "FAILED");
    regions.world.put(role);
    await regions.internet.replication.s3.copyExisting(files);
    await regions.arrived();
    assert.equal(await read(`${copies}/late`), "late");
  });

  it("wait while a region is away, for a restart too, and come when it is back", async () => {
    regions.internet.delay.set(3600);
    await write(`${files}/on-its-way`, "in time");
    assert.equal(await statusOf(`${files}/on-its-way`), "PENDING");
    await regions.end();
    regions = await startRegions(folder);
    assert.equal(regions.internet.replication.s3.pending, 1);
    const { world, internet } = regions;
    await internet.objects.ready(home);
    world.outages.switch(home, "off");
    await internet.objects.cut(home);
    internet.delay.set(0);
    assert.equal((await regions.s3(away, "GET", `${copies}/on-its-way`)).status, 404);
    world.outages.switch(home, "on");
    await internet.objects.restore(home);
    await regions.arrived();
    assert.equal(await read(`${copies}/on-its-way`), "in time");
  });
});
