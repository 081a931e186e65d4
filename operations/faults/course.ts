/** The whole course of faults over one stack. */

import { exportState, resourcesOf } from "../state.ts";
import type { Bed, Command } from "./bed.ts";
import { differencesOf, type Snapshot } from "./difference.ts";
import { type Drill, kill } from "./drills.ts";
import { Passage, type Row, type Tell } from "./passage.ts";

export interface Course {
  readonly up: readonly Drill[];
  readonly destroy: readonly Drill[];
  /** The engine is killed at every so many operations of a run. */
  readonly every: number;
  readonly replacement: {
    /** Of an `up` that replaces something. */
    readonly flags: readonly string[];
    /** Of one that puts it back, where the stack's own settings do not. */
    readonly back: readonly string[];
    /** As `every`. */
    readonly every: number;
  };
}

/** @param wanted  whether a fault of this name is played */
export async function runCourse(
  bed: Bed,
  { up, destroy, every, replacement }: Course,
  wanted: (name: string) => boolean,
  tell: Tell,
): Promise<readonly Row[]> {
  const passage = new Passage(bed, tell);
  const playAll = async (drills: readonly Drill[]): Promise<void> => {
    for (const drill of drills.filter(({ name }) => wanted(name)))
      if (!(await passage.play(drill))) passage.missed(drill);
  };
  const killAll = async (command: Command, step: number, ...more: readonly string[]): Promise<void> => {
    // Now and then before the operation has happened: then there is nothing, and the state says that there may be.
    const happened = (round: number) => round % 4 !== 1;
    for (let round = 0; await passage.play(kill(command, step, happened(round)), ...more); round += 1);
  };

  tell("undisturbed up");
  await passage.finish("up");
  const undisturbed = await take(bed);
  const kept = protectedIds(undisturbed);
  const compare = async (): Promise<readonly string[]> => differencesOf(undisturbed, await take(bed));
  const compareAll = async () => {
    const now = await take(bed);
    return [...differencesOf(undisturbed, now), ...changedIds(kept, protectedIds(now))];
  };

  if (destroy.some(({ name }) => wanted(name))) {
    await playAll(destroy);
    await passage.finish("destroy");
    await passage.finish("up", compareAll);
  }
  if (wanted("engine killed")) {
    await killAll("up", replacement.every, ...replacement.flags);
    await passage.finish("up", async () => changedIds(kept, protectedIds(await take(bed))), replacement.back);
    await killAll("destroy", every);
    await passage.finish("destroy");
    await bed.raze();
    await killAll("up", every);
    await passage.finish("up", compare);
  }
  if (up.some(({ name }) => wanted(name))) {
    await bed.raze();
    await playAll(up);
    await passage.finish("up", compare);
  }
  return passage.rows;
}

export async function take(bed: Bed): Promise<Snapshot> {
  const state = await exportState(bed.project, "--show-secrets");
  return { world: await bed.simulator.world(), state };
}

/** Ids of what the program protects, because it holds data or names that others rely on. */
const protectedIds = ({ state }: Snapshot): ReadonlyMap<string, string> =>
  new Map(resourcesOf(state).flatMap(({ urn, id, protect }) => (protect && id !== undefined ? [[urn, id]] : [])));

const changedIds = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] =>
  [...before].flatMap(([urn, id]) => (after.get(urn) === id ? [] : [`${urn} was ${id}, is ${after.get(urn)}`]));
