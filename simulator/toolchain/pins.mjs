/**
 * What the tools are pinned to: the files in this folder's subfolders (go.mod, go.sum, requirements.txt, our own main
 * packages) and the table in `tools.ts`. Plain JavaScript, because the launcher asks before there is a Node that runs
 * TypeScript.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "../cache-folder.mjs";
import { isAtLeast, parseVersion } from "./version.mjs";

/** Folder that holds one subfolder for each group of pins. */
export const pinsFolder = dirname(fileURLToPath(import.meta.url));

/** Where the finished tools stand. */
export const toolsFolder = () => join(cacheFolder(), "tools");

/**
 * Paths and contents of files, with the kind of machine, in one short name.
 * @param {readonly string[]} files
 * @param {string} base  the folder that the names are relative to
 * @param {string} [more]  anything else that makes a difference
 */
export function digestOf(files, base, more = "") {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${more}\n`);
  for (const file of [...files].sort()) hash.update(`${relative(base, file)}\n`).update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}

/**
 * All files of one group of pins.
 * @param {string} group  name of a subfolder
 * @param {string} [folder]
 * @returns {string[]}
 */
export function pinFiles(group, folder = pinsFolder) {
  const names = readdirSync(join(folder, group), { recursive: true, encoding: "utf8" });
  return names.map((name) => join(folder, group, name)).filter((path) => statSync(path).isFile());
}

/** @param {string} folder */
const groups = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

/**
 * Written last by a set-up that finished; another state of the pins has another file.
 * @param {string} [folder]
 */
export function toolchainFile(folder = pinsFolder) {
  const files = groups(folder).flatMap((group) => pinFiles(group, folder));
  return join(toolsFolder(), `toolchain-${digestOf([...files, join(folder, "tools.ts")], folder)}.json`);
}

/**
 * The highest Go version that a go.mod asks for, and the folder of that go.mod.
 * @param {string} [folder]
 * @returns {{ version: import("./version.mjs").Version, folder: string }}
 */
export function neededGo(folder = pinsFolder) {
  const needs = groups(folder)
    .map((group) => join(folder, group))
    .filter((group) => existsSync(join(group, "go.mod")))
    .map((group) => ({
      version: parseVersion(/^go .*$/m.exec(readFileSync(join(group, "go.mod"), "utf8"))?.[0] ?? "") ?? [0, 0, 0],
      folder: group,
    }));
  return needs.reduce((highest, next) => (isAtLeast(highest.version, next.version) ? highest : next));
}
