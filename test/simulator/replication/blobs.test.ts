import assert from "node:assert/strict";
import { isDestination, policiesOf, replicationType } from "../../../simulator/azure/resources/storage/policies.ts";
import { accountOf, away, type BlobRegions, startBlobRegions } from "./azure.ts";

const [files, copies] = [accountOf("main", "files"), accountOf("spare", "files")];

describe("blobs of one region in another", function () {
  this.timeout(180_000);
  let regions: BlobRegions;
  before(async () => {
    regions = await startBlobRegions();
  });
  after(() => regions.end());

  const write = async (path: string, body: string) =>
    assert.match(await regions.blob(files, "PUT", `files/${path}`, body), /^HTTP\/1.1 201/);

  it("arrive with their content and what is said of them", async () => {
    await write("a/gr%C3%B6%C3%9Fe%201%2B1", "a bill");
    await regions.arrived();
    const copy = await regions.blob(copies, "GET", "files/a/gr%C3%B6%C3%9Fe%201%2B1");
    assert.match(copy, /\r\n\r\na bill$/);
    assert.match(copy, /x-ms-meta-carrier: northern/i);
  });

  it("keep their history: what was overwritten before it was copied is an old version there, too", async () => {
    regions.internet.delay.set(3600);
    await write("history", "one");
    const [, first = ""] = /^x-ms-version-id: (\S+)/im.exec(await regions.blob(files, "GET", "files/history")) ?? [];
    await write("history", "two");
    assert.match(await regions.blob(copies, "GET", "files/history"), /BlobNotFound/, "it is still on its way");
    regions.internet.delay.set(0);
    await regions.arrived();
    assert.match(await regions.blob(copies, "GET", "files/history"), /\r\n\r\ntwo$/);
    assert.match(await regions.blob(files, "GET", `files/history?versionid=${first}`), /\r\n\r\none$/);
  });

  it("go when they are deleted", async () => {
    await write("short-lived", "x");
    assert.match(await regions.blob(files, "DELETE", "files/short-lived"), /^HTTP\/1.1 202/);
    await regions.arrived();
    assert.match(await regions.blob(copies, "GET", "files/short-lived"), /BlobNotFound/);
  });

  it("are the only ones that get in there", async () => {
    assert.match(await regions.blob(copies, "PUT", "files/mine", "x"), /^HTTP\/1.1 409/);
  });

  it("stay here when the link is dropped, and others get in there again", async () => {
    const { world } = regions;
    const incoming = world.all(replicationType).filter(({ id }) => id.endsWith("/default"));
    for (const policy of incoming) world.remove(policy);
    assert.equal(policiesOf(world).filter(isDestination).length, 0);
    await write("late", "x");
    await regions.arrived();
    assert.match(await regions.blob(copies, "GET", "files/late"), /BlobNotFound/);
    assert.match(await regions.blob(copies, "PUT", "files/mine", "x"), /^HTTP\/1.1 201/);
    for (const policy of incoming) world.put(policy);
  });

  it("that were there before come as well, where the policy says so", async () => {
    const [outgoing] = regions.world.all(replicationType).filter(({ inputs }) => inputs.accountName === files);
    assert.ok(outgoing);
    regions.world.put(outgoing);
    for (let found = ""; !/\r\n\r\nx$/.test(found); found = await regions.blob(copies, "GET", "files/late"))
      await regions.arrived();
  });

  it("wait while a region is away", async () => {
    regions.world.outages.switch(away, "off");
    await write("patient", "x");
    assert.equal(regions.internet.replication.blobs.pending, 1);
    regions.world.outages.switch(away, "on");
    await regions.arrived();
    assert.match(await regions.blob(copies, "GET", "files/patient"), /\r\n\r\nx$/);
  });
});
