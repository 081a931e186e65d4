import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pinAddons, pinBases, type Resolver } from "../../operations/image/pin.ts";
import { referencesOf, withRelease } from "../../operations/image/rings.ts";
import { workTree } from "../../simulator/paths.ts";

const read = (path: string) => readFileSync(join(workTree, path), "utf8");
const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

/** Answers with what the test says, and remembers what it was asked. */
function answering(...digits: readonly string[]) {
  const asked: string[] = [];
  const next = (what: string) => digits[asked.push(what) - 1] ?? "f";
  const resolver: Resolver = {
    digest: async (image) => digest(next(image)),
    commit: async (repository, branch) => next(`${repository} ${branch}`).repeat(40),
  };
  return { asked, resolver };
}

describe("longshore image pin", () => {
  it("writes each base image's digest behind its tag, and asks once for each", async () => {
    const { asked, resolver } = answering("a", "b");
    const lines = [
      "FROM restic/restic:0.18.1 AS restic",
      "FROM node:24.21.0-bookworm-slim",
      "FROM restic/restic:0.18.1",
    ];
    assert.deepEqual((await pinBases(lines.join("\n"), resolver)).split("\n"), [
      `FROM restic/restic:0.18.1@${digest("a")} AS restic`,
      `FROM node:24.21.0-bookworm-slim@${digest("b")}`,
      `FROM restic/restic:0.18.1@${digest("a")}`,
    ]);
    assert.deepEqual(asked, ["restic/restic:0.18.1", "node:24.21.0-bookworm-slim"]);
  });

  it("renews a digest, and leaves a stage that builds on another alone", async () => {
    const old = `FROM odoo:19.0-20260723@${digest("a")} AS modules\nFROM modules\n`;
    assert.equal(await pinBases(old, answering("c").resolver), old.replace(digest("a"), digest("c")));
  });

  for (const image of ["backup", "odoo"]) {
    it(`pins every base of ${image}, and changes nothing else`, async () => {
      const before = read(`images/${image}/Dockerfile`);
      const after = await pinBases(before, answering().resolver);
      const bases = after.split("\n").filter((line) => line.startsWith("FROM "));
      for (const line of bases) assert.match(line, /@sha256:f{64}( AS \w+)?$/);
      const bare = (text: string) => text.replaceAll(/@sha256:[0-9a-f]{64}/g, "");
      assert.equal(bare(after), bare(before));
    });
  }

  it("pins what Odoo's image takes from Git, in the Dockerfile and in the list of its addons", async () => {
    const { asked, resolver } = answering("d", "e");
    const first = await pinAddons(read("images/odoo/Dockerfile"), read("images/odoo/addons/addons.json"), resolver);
    const second = await pinAddons(first.dockerfile, first.addons, resolver);
    for (const [{ dockerfile, addons }, commit] of [
      [first, "d".repeat(40)],
      [second, "e".repeat(40)],
    ] as const) {
      assert.match(dockerfile, new RegExp(`^ADD \\S+\\.git#${commit}:session_redis `, "m"));
      assert.equal(JSON.parse(addons).addons.session_redis.source.commit, commit);
    }
    const repository = "https://github.com/camptocamp/odoo-cloud-platform.git 19.0";
    assert.deepEqual(asked, [repository, repository]);
  });
});

describe("longshore image release", () => {
  const ring = read("gitops/rings/development.yaml");
  const repository = "ghcr.io/longshore-platform/longshore/odoo";
  const release = { repository, tag: "1e5", digest: digest("a") };

  it("writes tag and digest into the ring and leaves all else, comments included", () => {
    const changed = withRelease(ring, release);
    assert.deepEqual(referencesOf(changed), [`${repository}@${digest("a")}`]);
    const lines = (text: string) => text.split("\n");
    const different = lines(changed).filter((line) => !lines(ring).includes(line));
    // Quoted, or YAML would read that commit as a number.
    const written = `{ repository: ${repository}, tag: "1e5", digest: "${digest("a")}" }`;
    assert.deepEqual(different, [`    "19.0": ${written}`]);
  });

  it("has a ring's next version asked for its signature like the current one", () => {
    const image = `{ repository: ${repository}, tag: next, digest: "${digest("b")}" }`;
    const next = ["next:", `  odoo: { "19.0": ${image} }`, "  weights: { current: 90, next: 10 }", ""].join("\n");
    const references = [`${repository}@${digest("a")}`, `${repository}@${digest("b")}`];
    assert.deepEqual(referencesOf(withRelease(ring, release) + next), references);
  });

  it("refuses an image that the ring does not run, and what is no digest", () => {
    assert.throws(
      () => withRelease(ring, { ...release, repository: "ghcr.io/other/odoo" }),
      /fits one that the ring has/,
    );
    assert.throws(() => withRelease(ring, { ...release, digest: "sha256:latest" }), /found digest sha256:latest/);
  });
});
