import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findOnPath, suitableTool } from "../../simulator/toolchain/on-path.ts";
import { program } from "./stubs.ts";

describe("tools on PATH", () => {
  let folder: string;
  const rule = { command: "longshore-tool", args: ["--version"], beside: ["longshore-helper"] };
  const realPath = process.env.PATH;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "longshore-path-"));
    process.env.PATH = [folder, realPath].join(delimiter);
    program(join(folder, "longshore-helper"), "");
    program(join(folder, "longshore-tool"), "longshore-tool v1.2.3 (go1.99)");
  });
  afterEach(() => {
    process.env.PATH = realPath;
    rmSync(folder, { recursive: true });
  });

  it("are taken when their version fits", async () => {
    const found = await suitableTool(rule, ([major]) => major === 1);
    assert.deepEqual(found, { file: join(folder, "longshore-tool"), version: "1.2.3" });
  });
  it("are left alone when it does not", async () => {
    assert.equal(await suitableTool(rule, ([major]) => major === 2), undefined);
  });
  it("are left alone when a program that belongs to them is missing", async () => {
    rmSync(join(folder, "longshore-helper"));
    assert.equal(await suitableTool(rule, () => true), undefined);
  });
  it("are left alone when they do not run", async () => {
    writeFileSync(join(folder, "longshore-tool"), "#!/bin/sh\nexit 1\n");
    assert.equal(await suitableTool(rule, () => true), undefined);
  });
  it("are not npm's packages: asking npm's pulumi for its version downloads the real one", () => {
    const packages = join(folder, "node_modules", ".bin");
    program(join(packages, "pulumi"), "");
    program(join(folder, "later", "pulumi"), "");
    assert.equal(
      findOnPath("pulumi", [packages, join(folder, "later")].join(delimiter)),
      join(folder, "later", "pulumi"),
    );
  });
});
