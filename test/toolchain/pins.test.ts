import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pinnedVersion } from "../../simulator/toolchain/go-mod.ts";
import { neededGo, pinFiles, pinsFolder, toolchainFile } from "../../simulator/toolchain/pins.mjs";
import type { GoTool } from "../../simulator/toolchain/tool.ts";
import { goTools, sourceModules, wheelTools } from "../../simulator/toolchain/tools.ts";
import { isAtLeast } from "../../simulator/toolchain/version.mjs";

describe("pins of the tools", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "longshore-pins-"));
    cpSync(pinsFolder, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("give the same toolchain wherever the work tree stands", () => {
    assert.equal(toolchainFile(folder), toolchainFile());
  });

  for (const file of ["restic/go.mod", "restic/go.sum", "redis/requirements.txt", "kubernetes/main.go", "tools.ts"]) {
    it(`give another toolchain when ${file} changes`, () => {
      const before = toolchainFile(folder);
      appendFileSync(join(folder, file), "\n");
      assert.notEqual(toolchainFile(folder), before);
    });
  }

  it("give another toolchain when a file is added", () => {
    const before = toolchainFile(folder);
    writeFileSync(join(folder, "external-secrets/overlay/more.go"), "");
    assert.notEqual(toolchainFile(folder), before);
  });

  it("build the Traefik whose kinds are read", () => {
    const { group, module } = goTools.traefik;
    assert.equal(
      pinnedVersion(group, module),
      pinnedVersion(sourceModules.traefik.group, sourceModules.traefik.module),
    );
  });

  it("ask for the newest Go that one of them needs", () => {
    writeFileSync(join(folder, "restic/go.mod"), "module example.org/restic\n\ngo 1.99.1\n");
    assert.deepEqual(neededGo(folder), { version: [1, 99, 1], folder: join(folder, "restic") });
  });

  it("name the file and the module where a version is missing", () => {
    assert.throws(
      () => pinnedVersion("restic", "example.org/absent"),
      /restic\/go\.mod: no version of example\.org\/absent/,
    );
  });

  it("pin the module of every tool and of every source, with its checksum", () => {
    const tools: readonly GoTool[] = Object.values(goTools);
    // A patched copy is built in their place; its checksum stands in tools.ts.
    const patched = tools.flatMap(({ group, patch }) => (patch ? [group] : []));
    const modules = [...tools, ...Object.values(sourceModules)];
    for (const { group, module } of modules) {
      const version = pinnedVersion(group, module);
      if (patched.includes(group)) continue;
      assert.match(
        readFileSync(join(pinsFolder, group, "go.sum"), "utf8"),
        new RegExp(`^${module} ${version} h1:`, "m"),
      );
    }
  });

  it("pin a hash for each kind of machine of every wheel", () => {
    for (const { group } of Object.values(wheelTools)) {
      const [file = ""] = pinFiles(group);
      const [, ...requirements] = readFileSync(file, "utf8").split(/^(?=[\w-]+==)/m);
      assert.notEqual(requirements.length, 0, file);
      for (const requirement of requirements)
        assert.equal(requirement.match(/--hash=sha256:[0-9a-f]{64}\b/g)?.length, 2, `${file}: ${requirement}`);
    }
  });

  it("pin the Pulumi that npm's `pulumi` looks for", () => {
    const { devDependencies } = JSON.parse(readFileSync(resolve(pinsFolder, "../../package.json"), "utf8"));
    assert.equal(pinnedVersion("pulumi", goTools.pulumi.module), `v${devDependencies.pulumi}`);
  });

  it("work with Go 1.26", () => assert.ok(isAtLeast([1, 26, 99], neededGo().version)));
});
