/** What a stack's own file says, for a pack that gets no configuration. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";

/** Beside the pack in the work tree, wherever Pulumi was started. */
const folder = join(import.meta.dirname, "..", "..", "stacks");
const stackFile = z.looseObject({ config: z.record(z.string(), z.unknown()) });

/**
 * One setting as the stack's file writes it. The engine hands a pack no configuration when it starts it by its language
 * host, and none at all in `pulumi policy analyze` (pulumi 3.256, `pkg/resource/plugin/analyzer_plugin.go` and
 * `pkg/cmd/pulumi/policy/policy_analyze.go`); what every mode tells of the stack is its name, in each resource's URN.
 * @param name  without `longshore:`
 * @returns nothing where the stack has no file, or its file not this setting
 */
export function writtenSetting(stack: string, name: string): unknown {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) return undefined;
  const { data } = stackFile.safeParse(parse(readFileSync(file, "utf8")));
  return data?.config[`longshore:${name}`];
}
