/** Looks for suitable tools that the user has installed. */
import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { PathRule } from "./tool.ts";
import { parseVersion, type Version, versionIn } from "./version.mjs";

/** Milliseconds that a tool gets to say its version. */
const answerMs = 10_000;

/**
 * The first file of that name on PATH. Folders of npm packages do not count: what stands there is ours, and npm's
 * `pulumi` would download the real one when asked for its version.
 */
export function findOnPath(command: string, path = process.env.PATH ?? ""): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== "" && !folder.endsWith("node_modules/.bin"));
  return folders.map((folder) => join(folder, command)).find(isProgram);
}

/** @returns the version that a tool prints, for example `16.14`; undefined where it fails */
export async function askVersion(file: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await promisify(execFile)(file, args, { timeout: answerMs });
    return versionIn(stdout + stderr);
  } catch {
    return undefined;
  }
}

/**
 * @param accepts  whether a version fits
 * @returns the user's own tool, where it fits
 */
export async function suitableTool(
  rule: PathRule,
  accepts: (found: Version) => boolean,
): Promise<{ readonly file: string; readonly version: string } | undefined> {
  const file = findOnPath(rule.command);
  if (!file) return undefined;
  const complete = (rule.beside ?? []).every((name) => isProgram(join(file, "..", name)));
  const version = complete ? await askVersion(file, rule.args) : undefined;
  const numbers = parseVersion(version ?? "");
  return version && numbers && accepts(numbers) ? { file, version } : undefined;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
