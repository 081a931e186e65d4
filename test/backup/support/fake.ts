/** Stands in front of a tool: does something else before or after it, or writes down how it was called. */
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toolFolder } from "./run.ts";

const folders: string[] = [];

after("folders of fakes", async function () {
  this.timeout(180_000);
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/**
 * @param scripts  a shell script by the tool's name; in it `"$real" "$@"` runs the tool itself
 * @returns the PATH that finds them first
 */
export async function pathWithFakes(scripts: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "longshore-fakes-"));
  folders.push(folder);
  for (const [name, script] of Object.entries(scripts)) {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\nreal='${join(toolFolder(), name)}'\n${script}\n`);
    await chmod(path, 0o755);
  }
  return `${folder}:${toolFolder()}:/usr/bin:/bin`;
}
