/** `pulumi destroy` of what is not protected: protected resources stay, and all that they stand on. */
import { workTree } from "../../simulator/paths.ts";
import type { Changes, EngineEvent } from "../start/events.ts";
import { pulumi } from "../start/pulumi.ts";
import type { Tell } from "../start/steps.ts";
import { exportState, resourcesOf, type State } from "../state.ts";
import { nameOf, typeOf } from "../urn.ts";
import { heldByLocks } from "./locked.ts";

/** `--exclude-protected` leaves the dependencies of protected resources as well (pulumi 3.256, `destroy.go`). */
const unprotectedOnly = "--exclude-protected";

export const readState = (stack: string): Promise<State> =>
  exportState({ folder: workTree, stack, environment: process.env });

/** @returns what would be deleted */
export const previewDestroy = (stack: string, state: State): Promise<Changes> =>
  run(stack, [...keeping(state), "--preview-only"], () => undefined);

/**
 * @param state  of the stack, as it is now
 * @throws Error with what Pulumi said, and the way on
 */
export function destroyUnprotected(stack: string, state: State, tell: Tell): Promise<Changes> {
  let finished = 0;
  return run(stack, [...keeping(state), "--yes", "--skip-preview"], ({ resourcePreEvent, resOutputsEvent }) => {
    if (resOutputsEvent) finished += 1;
    const urn = resourcePreEvent?.metadata.urn;
    if (urn)
      tell(`${typeOf(urn)} ${nameOf(urn)},`, { done: finished, total: resourcesOf(state).length, unit: "resources" });
  });
}

const keeping = (state: State): readonly string[] => [
  unprotectedOnly,
  ...heldByLocks(state).flatMap((urn) => ["--exclude", urn]),
];

/** Only these, by URN; none is no work. */
export async function destroyTargets(stack: string, urns: readonly string[]): Promise<void> {
  if (urns.length === 0) return;
  await run(stack, ["--yes", "--skip-preview", ...urns.flatMap((urn) => ["--target", urn])], () => undefined);
}

async function run(stack: string, options: readonly string[], onEvent: (event: EngineEvent) => void): Promise<Changes> {
  const environment = process.env;
  const ended = await pulumi({ command: "destroy", stack, folder: workTree, environment, options, onEvent });
  if (ended.succeeded) return ended.tally.changes;
  throw new Error(`${ended.output}\n\nWhat was deleted is gone; run it again, it goes on from there.`);
}
