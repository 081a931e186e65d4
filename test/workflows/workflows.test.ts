import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { workTree } from "../../simulator/paths.ts";
import { readToolchain } from "../../simulator/toolchain/toolchain.ts";

const read = (...path: string[]): string => readFileSync(join(workTree, ...path), "utf8");
const workflows = globSync(".github/workflows/*.yml", { cwd: workTree }).sort();

describe("workflows", () => {
  it("are what GitHub understands", function () {
    this.timeout(180_000);
    // shellcheck and pyflakes would be used where a machine has them: the verdict must be the same on all machines.
    const args = ["-shellcheck=", "-pyflakes=", "-no-color", ...workflows];
    const { status, stdout } = spawnSync(readToolchain().bin.actionlint, args, { cwd: workTree, encoding: "utf8" });
    assert.ok(workflows.length > 0);
    assert.deepEqual([status, stdout], [0, ""]);
  });

  it("give a linter of their security nothing to say", function () {
    this.timeout(180_000);
    // Offline: the verdict must be the same on all machines. Auditor: its least doubt counts.
    const args = ["--offline", "--persona=auditor", "--no-progress", "--color=never", "--quiet", ".github"];
    const { status, stdout, stderr } = spawnSync(readToolchain().bin.zizmor, args, { cwd: workTree, encoding: "utf8" });
    assert.deepEqual([status, stderr], [0, ""], stdout);
  });

  it("use every action by the SHA of a commit, with its version beside it", () => {
    for (const file of workflows) {
      for (const line of read(file)
        .split("\n")
        .filter((text) => /\buses:/.test(text))) {
        assert.match(line, /uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, file);
      }
    }
  });

  it("push the images that the rings name", () => {
    const workflow = z.object({
      jobs: z.object({
        build: z.object({
          strategy: z.object({ matrix: z.object({ image: z.array(z.string()) }) }),
          env: z.object({ IMAGE: z.string() }),
        }),
      }),
    });
    const { build } = workflow.parse(parse(read(".github/workflows/images.yml"))).jobs;
    const repository = build.env.IMAGE.replace(/\$\{\{ github\.repository \}\}/, repositoryOf("aws-production"));
    const pushed = build.strategy.matrix.image.map((image) => repository.replace(/\$\{\{ matrix\.image \}\}/, image));
    assert.deepEqual([...build.strategy.matrix.image].sort(), readdirSync(join(workTree, "images")).sort());
    for (const ring of readdirSync(join(workTree, "gitops", "rings"))) {
      const named = [...read("gitops", "rings", ring).matchAll(/repository: ([^\s,}]+)/g)].map(
        ([, name]) => name ?? "",
      );
      assert.deepEqual(new Set(named), new Set(pushed), ring);
    }
  });
});

/** Owner and name of the repository that a stack's Argo CD follows. */
function repositoryOf(stack: string): string {
  const file = z.object({ config: z.looseObject({ "longshore:gitops": z.object({ repository: z.string() }) }) });
  const { repository } = file.parse(parse(read("stacks", `Pulumi.${stack}.yaml`))).config["longshore:gitops"];
  return new URL(repository).pathname.slice(1).replace(/\.git$/, "");
}

describe("continuous integration", () => {
  it("runs the tests by the command that newcomers are told", () => {
    const command = read(".ci", "run")
      .trimEnd()
      .split("\n")
      .at(-1)
      ?.replace(/^exec /, "");
    assert.equal(command, "npm test");
    assert.match(read("README.md"), new RegExp(`^${command} +#`, "m"));
    assert.match(read(".github/workflows/ci.yml"), /- run: \.ci\/run$/m);
  });
});

describe("dependency updates", () => {
  const file = z.object({
    updates: z.array(
      z.object({
        "package-ecosystem": z.string(),
        directory: z.string().optional(),
        directories: z.array(z.string()).optional(),
      }),
    ),
  });
  const { updates } = file.parse(parse(read(".github/dependabot.yml")));
  const foldersOf = (ecosystem: string): readonly string[] =>
    updates
      .filter((update) => update["package-ecosystem"] === ecosystem)
      .flatMap(({ directory, directories = [] }) => [...directories, ...(directory === undefined ? [] : [directory])])
      .sort();
  const foldersWith = (pattern: string): readonly string[] =>
    globSync(pattern, { cwd: workTree })
      .map((path) => `/${dirname(path)}`)
      .sort();

  it("reach every Go module but those whose source only the set-up makes", () => {
    const modules = foldersWith("simulator/toolchain/*/go.mod");
    const made = modules.filter((folder) =>
      /=> \.\/source\b/.test(readFileSync(join(workTree, folder, "go.mod"), "utf8")),
    );
    assert.deepEqual(made, ["/simulator/toolchain/external-secrets", "/simulator/toolchain/traefik"]);
    assert.deepEqual(
      foldersOf("gomod"),
      modules.filter((folder) => !made.includes(folder)),
    );
  });

  it("reach every Python package, Dockerfile and npm package", () => {
    assert.deepEqual(
      foldersOf("pip"),
      foldersWith("{simulator/toolchain,images,test/simulator/aws}/*/requirements.txt"),
    );
    assert.deepEqual(foldersOf("docker"), ["/images/*"]);
    assert.deepEqual(foldersOf("npm"), ["/"]);
    assert.deepEqual(foldersOf("github-actions"), ["/"]);
  });
});
