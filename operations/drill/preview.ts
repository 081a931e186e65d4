/** `pulumi preview` after a drill: what people would be told that is not as the code says. */
import { join } from "node:path";
import { withPath } from "../../simulator/engine/environment.ts";
import { engineHome } from "../../simulator/engine/home.ts";
import { workTree } from "../../simulator/paths.ts";
import { pulumi } from "../start/pulumi.ts";
import type { Ground, Platform } from "./scenario.ts";

/**
 * @param options  further ones of Pulumi's, for example `--refresh`; default none
 * @returns what the next `pulumi up` would do; nothing where it would change nothing
 * @throws Error with what Pulumi said, where it fails
 */
export async function wouldChange(
  { simulator }: Pick<Ground, "simulator">,
  { account, region, stack }: Platform["place"],
  options: readonly string[] = [],
): Promise<string | undefined> {
  const { succeeded, output, tally } = await pulumi({
    command: "preview",
    stack,
    folder: workTree,
    policyPack: join(workTree, "policy-pack"),
    options,
    environment: withPath(engineHome(simulator.paths), await simulator.environment(account, region)),
    onEvent: () => undefined,
  });
  if (!succeeded) throw new Error(`pulumi preview of ${stack} failed:\n${output}`);
  const { create, update, delete: deleted } = tally.changes;
  return create + update + deleted === 0 ? undefined : `${create} to create, ${update} to change, ${deleted} to delete`;
}
