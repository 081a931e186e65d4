/** Fetches the modules whose source is read for CRDs and schemas. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { copyGroup, downloadModule } from "./go-command.ts";
import { toolsFolder } from "./pins.mjs";
import type { Activity } from "./progress.ts";
import { sourceModules } from "./tools.ts";

/** @returns each module's folder in Go's module cache */
export async function fetchSources(onActivity: (activity: Activity) => void): Promise<Record<string, string>> {
  const pins = join(toolsFolder(), "sources.unfinished");
  rmSync(pins, { recursive: true, force: true });
  for (const group of new Set(Object.values(sourceModules).map(({ group }) => group)))
    copyGroup(group, join(pins, group));
  const folders: Record<string, string> = {};
  for (const [name, { group, module }] of Object.entries(sourceModules)) {
    folders[name] = (await downloadModule(module, join(pins, group), onActivity)).Dir;
  }
  rmSync(pins, { recursive: true });
  return folders;
}
