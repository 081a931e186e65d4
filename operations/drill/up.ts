/** `pulumi up` in the middle of a drill, as an operator runs it. */
import { join } from "node:path";
import type { Operations } from "../../simulator/control/messages.ts";
import { withPath } from "../../simulator/engine/environment.ts";
import { engineHome } from "../../simulator/engine/home.ts";
import { workTree } from "../../simulator/paths.ts";
import { pulumi } from "../start/pulumi.ts";
import { tokenOf } from "../urn.ts";
import type { Ground, Platform } from "./scenario.ts";

export interface UpArgs {
  /** Further options of Pulumi's, for example `--refresh`; default none. */
  readonly options?: readonly string[];
  /** Whether the business waits for what is made under a URN; default it waits for everything. */
  readonly waitsFor?: (urn: string) => boolean;
}

/**
 * Brings a stack up, with the policy pack; what the business waits for counts with the time that the cloud takes for it.
 * @throws Error with what Pulumi said
 */
export async function up(
  { simulator, cloudTook, tell }: Ground,
  { account, region, stack }: Platform["place"],
  { options = [], waitsFor = () => true }: UpArgs = {},
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
  const seconds = secondsUntil((await simulator.operations(stack)).operations, waitsFor);
  if (seconds === 0) return;
  cloudTook({
    what: `the operations of pulumi up of ${stack}`,
    // They cost next to nothing beside the engine's own time, which a real run has as well.
    took: 0,
    published: seconds,
    source: "medians of public logs, simulator/*/durations.ts",
  });
}

/** What an operator types for the same. @param options  see `UpArgs` */
export const typedUp = (stack: string, options: readonly string[] = []): string =>
  ["npx pulumi up", ...options, `--stack ${stack} --policy-pack policy-pack`].join(" ");

/** From the first operation of a run to the end of the last that somebody waits for; what that itself waits for lies between. */
export function secondsUntil(operations: Operations["operations"], waitsFor: NonNullable<UpArgs["waitsFor"]>): number {
  const ends = operations.filter(({ urn }) => waitsFor(urn)).map(({ end }) => end);
  return ends.length === 0 ? 0 : Math.max(...ends) - Math.min(...operations.map(({ start }) => start));
}

/** The business goes on meanwhile. */
export const nothing = (): boolean => false;

/** What stands in the cluster, the role fact and the Applications among it: Odoo starts when all of that is there. */
export const cluster = (urn: string): boolean => tokenOf(urn).startsWith("kubernetes:");
