/** What a go.mod says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pinsFolder } from "./pins.mjs";

/**
 * The version that a group's go.mod pins a module to, for example `v3.256.0`.
 * @throws Error where the go.mod does not name the module
 */
export function pinnedVersion(group: string, module: string, folder = pinsFolder): string {
  const file = join(folder, group, "go.mod");
  const line = readFileSync(file, "utf8")
    .split("\n")
    .map((text) =>
      text
        .trim()
        .replace(/^require /, "")
        .split(" "),
    )
    .find(([name, version]) => name === module && version?.startsWith("v"));
  if (!line?.[1]) throw new Error(`${file}: no version of ${module}; add it to a \`require\``);
  return line[1];
}
