/**
 * External Secrets and Traefik name in one place all the stores and providers that they know, and some of their modules
 * are not on the registry. So their source is copied, those places are replaced by ours, and the group's go.mod builds the
 * copy in `source`.
 */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadModule } from "./go-command.ts";
import type { Activity } from "./progress.ts";
import type { SourcePatch } from "./tool.ts";

/**
 * Puts a module's source into `source` and everything in `overlay` over it.
 * @param build  copy of the group's folder
 * @throws Error where the module is not the pinned one
 */
export async function patchSource(
  build: string,
  module: string,
  patch: SourcePatch,
  onActivity: (activity: Activity) => void,
): Promise<void> {
  // Outside the group's module, whose go.mod says that the source is already there.
  const outside = mkdtempSync(join(tmpdir(), "longshore-module-"));
  try {
    const { Dir, Sum } = await downloadModule(module, outside, onActivity);
    if (Sum !== patch.sum) throw new Error(`${module}: found checksum ${Sum}, pinned in tools.ts is ${patch.sum}`);
    const source = join(build, "source");
    mkdirSync(source);
    for (const entry of patch.keep) cpSync(join(Dir, entry), join(source, entry), { recursive: true });
    makeWritable(source);
    for (const entry of patch.drop ?? []) rmSync(join(source, entry), { recursive: true });
    cpSync(join(build, "overlay"), source, { recursive: true });
  } finally {
    rmSync(outside, { recursive: true });
  }
}

/** The module cache is read-only, and copies keep that. */
function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) makeWritable(path);
    else chmodSync(path, 0o644);
  }
}
