/** The scripts of our workflows, with a real Git and stand-ins for GitHub and the registry. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workTree } from "../../simulator/paths.ts";
import { removeFolder, temporaryFolder } from "../support/temporary.ts";

const script = (name: string): string => join(workTree, ".github", name);

describe("scripts of the workflows", () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(join(folder, "bin"));
  });
  afterEach(() => removeFolder(folder));

  /** A program that writes down how it was called and then does what the test says. */
  function standIn(name: string, does = ""): void {
    const text = `#!/bin/sh\necho "${name} $*" >>'${join(folder, "calls")}'\n${does}\n`;
    writeFileSync(join(folder, "bin", name), text, { mode: 0o755 });
  }
  const calls = (): readonly string[] =>
    existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").trim().split("\n") : [];
  const environment = () => ({
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GITHUB_REPOSITORY: "longshore-platform/longshore",
    GITHUB_WORKFLOW: "bases",
    GITHUB_RUN_ID: "7",
  });

  describe("verify-images.sh", () => {
    const [one, two] = ["a", "b"].map((digit) => `ghcr.io/longshore/odoo@sha256:${digit.repeat(64)}`);
    const verify = (input: string) =>
      spawnSync(script("verify-images.sh"), { input, encoding: "utf8", env: environment() });

    it("asks for each image whether our own workflow signed it", () => {
      standIn("cosign");
      assert.equal(verify(`${one}\n${two}\n`).status, 0);
      const identity =
        "--certificate-identity https://github.com/longshore-platform/longshore/.github/workflows/images.yml@refs/heads/main";
      const issuer = "--certificate-oidc-issuer https://token.actions.githubusercontent.com";
      assert.deepEqual(
        calls(),
        [one, two].map((image) => `cosign verify ${identity} ${issuer} ${image}`),
      );
    });

    it("fails where one was not, and has nothing to do where there are none", () => {
      standIn("cosign", `case "$*" in *${two}) echo 'no signatures found' >&2; exit 10 ;; esac`);
      assert.equal(verify(`${one}\n${two}\n`).status, 10);
      assert.equal(verify("\n").status, 0);
    });
  });

  describe("open-pull-request.sh", () => {
    let clone: string;
    const git = (...args: string[]) =>
      execFileSync("git", args, { cwd: clone, env: environment(), encoding: "utf8", stdio: "pipe" }).trim();
    const open = () =>
      spawnSync(script("open-pull-request.sh"), ["bases", "Base images", "ci.yml", "rings.yml"], {
        cwd: clone,
        env: environment(),
        encoding: "utf8",
      });

    beforeEach(() => {
      clone = folder;
      git("init", "--quiet", "--bare", "--initial-branch=main", "origin.git");
      git("clone", "--quiet", "origin.git", "clone");
      clone = join(folder, "clone");
      git("switch", "--quiet", "--create", "main");
      writeFileSync(join(clone, "Dockerfile"), "FROM odoo:19.0\n");
      git("add", "Dockerfile");
      git("-c", "user.name=t", "-c", "user.email=t@t.invalid", "commit", "--quiet", "--message", "first");
      git("push", "--quiet", "origin", "main");
    });

    it("is silent where nothing has changed", () => {
      standIn("gh");
      assert.equal(open().status, 0);
      assert.deepEqual(calls(), []);
    });

    it("pushes the change to a branch, opens a pull request and starts its checks", () => {
      standIn("gh");
      appendFileSync(join(clone, "Dockerfile"), "USER 100\n");
      const { status, stderr } = open();
      assert.equal(status, 0, stderr);
      assert.equal(git("log", "-1", "--format=%s by %an", "origin/bases"), "Base images by github-actions[bot]");
      assert.equal(git("diff", "--name-only", "origin/main", "origin/bases"), "Dockerfile");
      const verbs = calls().map((line) => line.split(" ").slice(1, 4).join(" "));
      assert.deepEqual(verbs, [
        "auth setup-git",
        "pr list --head",
        "pr create --head",
        "workflow run ci.yml",
        "workflow run rings.yml",
      ]);
    });

    it("renews a pull request that is open already", () => {
      standIn("gh", `case "$*" in "pr list "*) echo 12 ;; esac`);
      appendFileSync(join(clone, "Dockerfile"), "USER 101\n");
      assert.equal(open().status, 0);
      assert.ok(!calls().some((line) => line.startsWith("gh pr create")));
      assert.match(git("show", "origin/bases:Dockerfile"), /USER 101/);
    });
  });
});
