/**
 * Makes a stack fit for its next `up` after a run that broke off. Pulumi by itself warns of "pending operations" and then
 * creates once more what may be there already; with a lost answer it does not even warn. Here, what exists is taken into
 * the state first, so that the next `up` neither trips over it nor makes it twice.
 */

import { followers } from "../followers.ts";
import { mustPulumi, pulumi } from "../pulumi.ts";
import { exportState, pendingOperations, resourcesOf, type State } from "../state.ts";
import { pendingChanges, withAdopted } from "./adopted.ts";
import { candidatesOf } from "./candidates.ts";
import { identify } from "./identify.ts";
import { isLeftOver, locksIn } from "./lock.ts";
import type { Project } from "./project.ts";

export interface Resumed {
  /** Whether a run's lock was taken away. */
  readonly unlocked: boolean;
  /** Operations of which nobody knew how they ended. */
  readonly pending: readonly string[];
  /** URNs of resources that the cloud had and the state now has as well. */
  readonly adopted: readonly string[];
}

/**
 * @param unlock  takes a lock away even where its holder may still be alive, because it ran on another machine
 * @throws Error where another run holds the stack, or where Pulumi fails; the state is then as it was
 */
export async function resume(project: Project, unlock: boolean): Promise<Resumed> {
  const before = await exportState(project);
  const pending = pendingOperations(before);
  const candidates = await candidatesOf(before, project);
  const adoptions = await identify(candidates, before, project);
  const unlocked = await save(withAdopted(before, adoptions), project, unlock);
  const urns = adoptions.map(({ resource }) => resource.urn);
  // A promotion whose answer was lost is in no list, and a cloud refuses to promote once more.
  const followed = followers(before).map(({ urn }) => urn);
  const unsure = [...new Set([...urns, ...pendingChanges(before), ...followed])];
  if (unsure.length > 0) await read(unsure, before, project);
  if (urns.length === 0) return { unlocked, pending, adopted: [] };
  const after = await exportState(project);
  const present = new Set(resourcesOf(after).flatMap((entry) => (entry.delete ? [] : [entry.urn])));
  return { unlocked, pending, adopted: urns.filter((urn) => present.has(urn)) };
}

/** Asks the cloud for what nobody is sure of; a refresh takes out of the state what is not there. */
async function read(urns: readonly string[], before: State, project: Project): Promise<void> {
  const targets = urns.flatMap((urn) => ["--target", urn]);
  try {
    await mustPulumi(project, ["refresh", "--yes", "--skip-preview", "--suppress-outputs", ...targets]);
  } catch (error) {
    await save(before, project, false);
    throw error;
  }
}

/** @returns whether a lock stood in the way and was taken away */
async function save(state: State, project: Project, unlock: boolean): Promise<boolean> {
  const content = JSON.stringify(state);
  const words = ["stack", "import"];
  const { code, complaint } = await pulumi(project, words, content);
  if (code === 0) return false;
  const locks = locksIn(complaint);
  const held = locks.filter((lock) => !isLeftOver(lock));
  if (locks.length === 0) throw new Error(complaint.trim());
  if (held.length > 0 && !unlock) {
    const [{ user, host, pid, since } = { user: "", host: "", pid: 0, since: "" }] = held;
    throw new Error(
      `${project.stack} is held by a run of ${user} on ${host} (process ${pid}) since ${since}. If that run is over, \`longshore resume --unlock\` takes its lock away.`,
    );
  }
  await mustPulumi(project, ["cancel", "--yes"]);
  await mustPulumi(project, words, content);
  return true;
}
