/** A stack's settings as its file writes them, for commands that run without Pulumi. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { parseSettings, type Settings, settingNames } from "../stacks/settings.ts";

const document = z.looseObject({ config: z.record(z.string(), z.unknown()) });

/**
 * @param tree  root of the work tree
 * @throws InvalidInput with everything that is wrong with them
 */
export function readSettings(tree: string, stack: string): Settings {
  const file = `stacks/Pulumi.${stack}.yaml`;
  const { config } = document.parse(parse(readFileSync(join(tree, file), "utf8")));
  const written = Object.entries(config).map(([name, value]) => [name.replace(/^longshore:/, ""), value] as const);
  // A credential is for Pulumi alone: here it stands encrypted.
  return parseSettings(Object.fromEntries(written.filter(([name]) => settingNames.includes(name))), file);
}
