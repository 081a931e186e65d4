/** Names of all rules, for whoever checks a name and need not load the rules themselves. */
import { globSync } from "node:fs";
import { basename, join } from "node:path";

/** A rule has the name of its file. */
export const ruleNames = (): readonly string[] =>
  globSync("*/*.ts", { cwd: join(import.meta.dirname, "rules") }).map((file) => basename(file, ".ts"));
