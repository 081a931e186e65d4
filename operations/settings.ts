/** A stack's settings as they are written, for commands that run without Pulumi. */
import { parseSettings, type Settings, settingNames } from "../stacks/settings.ts";
import { type Config, readConfig } from "./stack-file.ts";

/**
 * @param tree  root of the work tree
 * @throws InvalidInput with everything that is wrong with them
 */
export const readSettings = (tree: string, stack: string): Settings => toSettings(readConfig(tree, stack), stack);

/** @throws InvalidInput with everything that is wrong with them */
export function toSettings(config: Config, stack: string): Settings {
  const written = Object.entries(config).map(([name, value]) => [name.replace(/^longshore:/, ""), value] as const);
  // What is a secret is for Pulumi alone: here it stands encrypted.
  const known = written.filter(([name]) => settingNames.includes(name));
  return parseSettings(Object.fromEntries(known), `stacks/Pulumi.${stack}.yaml`);
}
