/** The backup tool as its image runs it: its entry point, its environment, its tools. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { workTree } from "../../../simulator/paths.ts";
import type { Toolchain } from "../../../simulator/toolchain/toolchain.ts";
import { peakMemory } from "../memory.ts";

const entryPoint = join(workTree, "images", "backup", "src", "main.ts");

/** A folder with the tools under the names that they have in the image. */
export function linkTools(folder: string, { bin, postgres }: Toolchain): string {
  mkdirSync(folder);
  for (const name of ["restic", "rclone"] as const) symlinkSync(bin[name], join(folder, name));
  for (const name of ["psql", "pg_dump", "pg_restore"]) symlinkSync(join(postgres, name), join(folder, name));
  return `${folder}:/usr/bin:/bin`;
}

export interface Ran {
  readonly seconds: number;
  /** The most that it and its tools had at once. */
  readonly mebibytes: number;
}

/** @throws Error with what it said, where it fails */
export async function runTool(command: "dump" | "restore", env: Readonly<Record<string, string>>): Promise<Ran> {
  const began = performance.now();
  const child = spawn(process.execPath, [entryPoint, command], {
    env: { ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "close");
  const { result, mebibytes } = await peakMemory(
    () => (child.pid === undefined ? [] : [child.pid]),
    () => text(child.stderr),
  );
  const [code] = await ended;
  if (code !== 0) throw new Error(`\`${command}\` ended with ${code}:\n${result}`);
  return { seconds: (performance.now() - began) / 1000, mebibytes };
}
