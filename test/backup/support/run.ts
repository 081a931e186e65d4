/** Runs the image's entry point as a container would: this environment, nothing else. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";

const entryPoint = join(import.meta.dirname, "../../../images/backup/src/main.ts");

export type Environment = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The object under `result` in the last line. */
  readonly result: Readonly<Record<string, unknown>>;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until its progress says so. */
  said(text: string): Promise<void>;
}

let tools: string | undefined;

/** Folder with the tools under the names that they have in the image. */
export function toolFolder(): string {
  tools ??= makeToolFolder();
  return tools;
}

after("folder of tools", () => {
  if (tools) rmSync(tools, { recursive: true, force: true });
});

export function startBackup(command: string, environment: Environment): Running {
  const child = spawn(process.execPath, [entryPoint, command], {
    env: { PATH: `${toolFolder()}:/usr/bin:/bin`, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that a test can kill it with all its tools, as a container is killed.
    detached: true,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = once(child, "close").then(() => ({ code: child.exitCode, stdout, stderr, result: resultOf(stdout) }));
  const said = async (text: string) => {
    while (!stderr.includes(text)) {
      if (child.exitCode !== null) throw new Error(`it ended before it said ${text}:\n${stderr}`);
      await Promise.race([once(child.stderr, "data"), once(child, "close")]);
    }
  };
  return { child, ended, said };
}

export function runBackup(command: string, environment: Environment): Promise<Ended> {
  return startBackup(command, environment).ended;
}

/** @throws Error with what it wrote, where it failed */
export async function succeed(command: string, environment: Environment): Promise<Ended["result"]> {
  const { code, stderr, result } = await runBackup(command, environment);
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${stderr}`);
  return result;
}

function resultOf(stdout: string): Ended["result"] {
  const [line = ""] = stdout.trimEnd().split("\n").slice(-1);
  if (line === "") return {};
  const document: { result: Ended["result"] } = JSON.parse(line);
  return document.result;
}

function makeToolFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "longshore-tools-"));
  const { bin, postgres } = readToolchain();
  symlinkSync(bin.restic, join(folder, "restic"));
  symlinkSync(bin.rclone, join(folder, "rclone"));
  for (const name of ["psql", "pg_dump", "pg_restore"]) symlinkSync(join(postgres, name), join(folder, name));
  return folder;
}
