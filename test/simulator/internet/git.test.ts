import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git } from "../../../simulator/internet/git/git.ts";
import { Repository } from "../../../simulator/internet/git/repository.ts";
import { type Simulation, startSimulation } from "./simulation.ts";

const branch = { repository: "https://git.longshore.example/platform/longshore.git", revision: "main" };

describe("the Git host", function () {
  this.timeout(180_000);
  let simulation: Simulation;
  before(async () => {
    simulation = await startSimulation();
  });
  after(() => simulation.end());

  it("publishes gitops/ as it stands, for a client that clones and fetches", async () => {
    const { git: host } = simulation.internet;
    const first = await host.publish(branch);
    assert.equal(await host.publish(branch), first, "nothing changed, so nothing is committed");
    const clone = await simulation.run("git", ["clone", "--quiet", branch.repository, "clone"]);
    assert.equal(clone.code, 0, clone.output);
    const file = "gitops/platforms/aws-production/velmora-nord/tenant.yaml";
    const cloned = readFileSync(join(simulation.folder, "clone", file), "utf8");
    assert.equal(cloned, readFileSync(join(import.meta.dirname, "../../..", file), "utf8"));

    const second = await host.commit(branch, { "gitops/new.yaml": "a: 1\n", [file]: undefined }, "A change");
    await simulation.run("git", ["-C", "clone", "pull", "--quiet"]);
    const { output } = await simulation.run("git", ["-C", "clone", "log", "--format=%H %s", "--name-status", "-1"]);
    assert.equal(output, `${second} A change\n\nA\tgitops/new.yaml\nD\t${file}\n`);
  });

  it("refuses another repository, a push, and a reader without the credential of a private one", async () => {
    const other = await simulation.run("git", ["ls-remote", "https://git.longshore.example/platform/other.git"]);
    assert.match(other.output, /not found/);
    const push = await simulation.run("git", ["-C", "clone", "push", branch.repository, "HEAD:refs/heads/x"]);
    assert.match(push.output, /403/);

    const secret = { ...branch, repository: "https://git.longshore.example/private.git" };
    await simulation.internet.git.publish(secret, { username: "argocd", password: "right" });
    const list = async (user: string) => {
      const { code } = await simulation.run("git", ["ls-remote", `https://${user}@git.longshore.example/private.git`], {
        GIT_TERMINAL_PROMPT: "0",
      });
      return code;
    };
    assert.notEqual(await list("argocd"), 0);
    assert.notEqual(await list("argocd:wrong"), 0);
    assert.equal(await list("argocd:right"), 0);
  });
});

describe("a published work tree", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "longshore-tree-"));
    mkdirSync(join(folder, "tree", "gitops"), { recursive: true });
    writeFileSync(join(folder, "tree", ".gitignore"), "*.secret\n");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (name: string, text = name) => writeFileSync(join(folder, "tree", name), text);
  const publish = async () =>
    (await Repository.open(join(folder, "bare.git"))).publish(join(folder, "tree"), "gitops", "main");
  const listing = (commit: string) =>
    git(["ls-tree", "-r", "--name-only", commit], { repository: join(folder, "bare.git") });

  it("need not be a Git checkout, and follows .gitignore and deletions", async () => {
    put("gitops/a.yaml");
    put("gitops/b.yaml");
    put("gitops/c.secret");
    put("outside.yaml");
    assert.equal(await listing(await publish()), "gitops/a.yaml\ngitops/b.yaml");
    rmSync(join(folder, "tree", "gitops", "a.yaml"));
    assert.equal(await listing(await publish()), "gitops/b.yaml");
  });

  it("keeps its own repository, index and HEAD as they were", async () => {
    const repository = join(folder, "tree", ".git");
    await git(["init", "--quiet", join(folder, "tree")], { repository });
    put("gitops/a.yaml");
    const before = readFileSync(join(repository, "HEAD"), "utf8");
    await publish();
    assert.equal(readFileSync(join(repository, "HEAD"), "utf8"), before);
    assert.equal(await git(["ls-files"], { repository }), "");
    assert.equal(await git(["count-objects"], { repository }), "0 objects, 0 kilobytes");
  });
});
