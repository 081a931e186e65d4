/** `pulumi up` in the middle of a drill, as an operator runs it. */
import { join } from "node:path";
import { withPath } from "../../simulator/engine/environment.ts";
import { engineHome } from "../../simulator/engine/home.ts";
import { workTree } from "../../simulator/paths.ts";
import { pulumi } from "../start/pulumi.ts";
import type { Ground, Platform } from "./scenario.ts";

/**
 * Brings a stack up, with the policy pack; what it did counts with the time that the cloud takes for it.
 * @param options  further ones of Pulumi's, for example `--refresh`
 * @throws Error with what Pulumi said
 */
export async function up(
  { simulator, cloudTook, tell }: Ground,
  { account, region, stack }: Platform["place"],
  options: readonly string[] = [],
): Promise<void> {
  const { paths } = simulator;
  const { succeeded, output, tally } = await pulumi({
    command: "up",
    stack,
    folder: workTree,
    policyPack: join(workTree, "policy-pack"),
    options,
    environment: withPath(engineHome(paths), await simulator.environment(account, region)),
    onEvent: () => undefined,
  });
  if (!succeeded) throw new Error(`pulumi up of ${stack} failed:\n${output}`);
  const { create, update, delete: deleted } = tally.changes;
  tell(`pulumi up of ${stack}: ${create} created, ${update} changed, ${deleted} deleted`);
  if (create + update + deleted === 0) return;
  const { seconds } = await simulator.operations(stack);
  cloudTook({
    what: `the operations of pulumi up of ${stack}`,
    // They cost next to nothing beside the engine's own time, which a real run has as well.
    took: 0,
    published: seconds,
    source: "medians of public logs, simulator/*/durations.ts",
  });
}
