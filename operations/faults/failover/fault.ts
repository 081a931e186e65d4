import type { Stage } from "./stage.ts";

/** Something that strikes in the middle of a failover. */
export interface FailoverFault {
  /** What strikes. */
  readonly name: string;
  readonly holds: string;
  /** Plays it on a pair that serves. @returns what is not as it must be */
  readonly play: (stage: Stage) => Promise<readonly string[]>;
}
