import assert from "node:assert/strict";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type SimulatedResource, World } from "../../../simulator/world.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";

const vpc = (id: string, name = id): SimulatedResource => ({
  type: "aws:ec2/vpc:Vpc",
  id,
  account: "123456789012",
  region: "eu-central-1",
  inputs: { name },
  outputs: {},
});

describe("world", () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => removeFolder(folder));

  it("is continued with what was put and without what was removed", () => {
    const world = new World(folder);
    for (const id of ["a", "b", "c"]) world.put(vpc(id));
    world.put(vpc("a", "renamed"));
    world.remove(vpc("b"));
    const names = new World(folder).all("aws:ec2/vpc:Vpc").map(({ inputs }) => inputs.name);
    assert.deepEqual(names, ["renamed", "c"]);
  });

  it("forgets only the line that a crash cut short", () => {
    const world = new World(folder);
    world.put(vpc("acknowledged"));
    appendFileSync(join(folder, "world.jsonl"), '{"put":{"type":"aws:ec2/v');
    assert.deepEqual(
      new World(folder).list().map(({ id }) => id),
      ["acknowledged"],
    );
  });

  it("keeps the journal from growing without end", () => {
    const world = new World(folder);
    for (let round = 0; round < 50; round += 1) world.put(vpc("a", `${round}`));
    const continued = new World(folder);
    assert.equal(continued.find("aws:ec2/vpc:Vpc", "a")?.inputs.name, "49");
    assert.ok(readFileSync(join(folder, "world.jsonl"), "utf8").split("\n").length <= 3);
  });

  it("gives each host an address of its own on loopback, and the same one for ever", () => {
    const world = new World(folder);
    const first = world.addressOf("database.example");
    const others = Array.from({ length: 600 }, (_, index) => world.addressOf(`host-${index}.example`));
    assert.match(first, /^127\./);
    assert.equal(new Set([first, ...others]).size, 601);
    assert.equal(new World(folder).resolve("database.example"), first);
    assert.equal(world.resolve("stranger.example"), undefined);
  });

  it("tells of what comes and goes", () => {
    const world = new World(folder);
    const heard: string[] = [];
    world.on("put", ({ id }) => heard.push(`put ${id}`));
    world.on("removed", ({ id }) => heard.push(`removed ${id}`));
    world.put(vpc("a"));
    world.remove(vpc("a"));
    world.remove(vpc("a"));
    assert.deepEqual(heard, ["put a", "removed a"]);
  });
});
