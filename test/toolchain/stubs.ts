/** A machine on which Go, Python and npm are stand-ins: see `fixtures/bin`. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const fixtures = resolve(import.meta.dirname, "fixtures", "bin");
/** What the stand-ins themselves need of the real machine. */
const systemPrograms = ["sh", "cat", "chmod", "ln", "mkdir"];

export interface Stubs {
  readonly folder: string;
  readonly cache: string;
  /** The only folder on PATH. */
  readonly bin: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the stand-ins were asked to do since the last look. */
  readonly calls: () => readonly string[];
  readonly remove: () => void;
}

/** @param programs  which stand-ins there are */
export function stubs(programs: readonly string[] = ["go", "python3", "npm"]): Stubs {
  const folder = mkdtempSync(join(tmpdir(), "longshore-toolchain-"));
  // PostgreSQL's files must be readable for the user that it runs as.
  chmodSync(folder, 0o755);
  const [bin, cache, log] = [join(folder, "bin"), join(folder, "cache"), join(folder, "calls")];
  for (const made of [bin, cache]) mkdirSync(made);
  for (const name of programs) symlinkSync(join(fixtures, name), join(bin, name));
  for (const name of systemPrograms) symlinkSync(systemProgram(name), join(bin, name));
  return {
    folder,
    cache,
    bin,
    env: { PATH: bin, HOME: folder, STUB: folder, STUB_NODE: process.execPath, LONGSHORE_CACHE: cache },
    calls() {
      const lines = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
      rmSync(log, { force: true });
      return lines;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Puts a program there that prints its version, in place of any other. */
export function program(file: string, prints: string): void {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, `#!/bin/sh\necho "${prints}"\n`);
  chmodSync(file, 0o755);
}

function systemProgram(name: string): string {
  return spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
}
