/**
 * The file of a stack's settings, as commands read and change it. In a simulator nothing is written into the work tree: what
 * a command changes stands in a file of the simulator's own, which is laid over the stack's (`simulator/engine/pulumi.sh`).
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isMap, parse, parseDocument } from "yaml";
import * as z from "zod";
import { merge } from "../stacks/recipes.ts";

const document = z.looseObject({ config: z.record(z.string(), z.unknown()).default({}) });
export type Config = Readonly<Record<string, unknown>>;

/** Name of the variable that holds the folder of the simulator's own files. */
const folderVariable = "LONGSHORE_SETTINGS";

/**
 * Where commands write a stack's settings.
 * @param tree  root of the work tree
 */
export const writtenFile = (tree: string, stack: string, environment = process.env): string =>
  join(environment[folderVariable] ?? join(tree, "stacks"), `Pulumi.${stack}.yaml`);

/** What a stack's file says, with what commands have written over it; names with `longshore:`. */
export function readConfig(tree: string, stack: string, environment = process.env): Config {
  const own = read(join(tree, "stacks", `Pulumi.${stack}.yaml`));
  const written = writtenFile(tree, stack, environment);
  return environment[folderVariable] !== undefined && existsSync(written) ? merge(own, read(written)) : own;
}

const read = (file: string): Config => document.parse(parse(readFileSync(file, "utf8"))).config;

/** Values by path, and undefined where one goes; for example `[["longshore:link", "primary"], facts]`. */
export type Changes = readonly (readonly [path: readonly string[], value: unknown])[];

/** Settings as they would be with changes. */
export const withChanges = (config: Config, changes: Changes): Config =>
  changes.reduce((all, [path, value]) => setAt(all, path, value), config);

function setAt(config: Config, [key = "", ...rest]: readonly string[], value: unknown): Config {
  const section = z.record(z.string(), z.unknown()).safeParse(config[key]).data ?? {};
  return { ...config, [key]: rest.length === 0 ? value : setAt(section, rest, value) };
}

/** Changes settings; comments and the order of all others stay. */
export function writeSettings(tree: string, stack: string, changes: Changes, environment = process.env): void {
  const file = writtenFile(tree, stack, environment);
  const text = parseDocument(existsSync(file) ? readFileSync(file, "utf8") : "config: {}\n");
  for (const [path, value] of changes) {
    const whole = ["config", ...path];
    // A word takes the place of another, with the comment behind it.
    if (value === undefined) text.deleteIn(whole);
    else text.setIn(whole, typeof value === "object" ? text.createNode(value) : value);
    // What was written on one line is opened: facts would make it a long one.
    for (let depth = 1; depth < whole.length; depth += 1) {
      const above = text.getIn(whole.slice(0, depth), true);
      if (isMap(above)) above.flow = false;
    }
  }
  mkdirSync(dirname(file), { recursive: true });
  // Pulumi would read an unquoted date as a point in time.
  writeFileSync(file, text.toString({ lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" }));
}
