/** What a preflight looks at: the settings as they will hold, and what stands already. */
import type { Settings } from "../../stacks/settings.ts";
import type { StackPlace } from "../stacks.ts";
import { resourcesOf, type State } from "../state.ts";

export interface Subject {
  readonly place: StackPlace;
  readonly settings: Settings;
  /** Number of tenants with a database server of their own. */
  readonly dedicated: number;
  /** Of the stack; empty before its first `up`. */
  readonly state: State;
}

/** How many resources of a type the stack has already. */
export const standing = ({ state }: Subject, type: string): number =>
  resourcesOf(state).filter((each) => each.type === type).length;
