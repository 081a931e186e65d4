/** What the steps of an attack, and of the recovery from it, know of each other. */
import type { Pod } from "../../../simulator/kubernetes/api/model.ts";
import type { Ground } from "../scenario.ts";
import { asPod, operatorVariables, type Place, type Rclone, rcloneWith } from "./objects.ts";

type Variables = Readonly<Record<string, string>>;

/** Whose identity somebody acts with. */
export type Who = "odoo" | "dump" | "prune" | "operator";

/** Does some work in somebody's name. */
export type Act = <Result>(
  who: Who,
  work: (rclone: Rclone, variables: Variables) => Promise<Result>,
) => Promise<Result>;

export interface Loot {
  readonly files: Place;
  readonly backups: Place;
  readonly archives: Place;
  /** Last one at which all was well. */
  moment: Date;
  /** Names of what lay there, by bucket. */
  before: Record<string, readonly string[]>;
  /** Pods whose identities the attacker has. */
  stolen: Readonly<Record<Exclude<Who, "operator">, Pod>> | undefined;
}

/** Acts on a platform: as a pod that the attacker has, or as an operator. */
export const actOn =
  (ground: Ground, { stolen }: Loot): Act =>
  async (who, work) => {
    if (who === "operator") {
      const variables = await operatorVariables(ground);
      return work(rcloneWith(ground.toolchain.bin.rclone, variables), variables);
    }
    if (!stolen) throw new Error("nobody's identity was taken over");
    return asPod(ground, stolen[who], work);
  };
