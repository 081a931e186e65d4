/** A recovery learns of its primary before it comes up, as an operator has it learn: by `longshore link`. */
import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { Settings } from "../../stacks/settings.ts";
import { longshore } from "../drill/operator.ts";
import type { StackPlace } from "../stacks.ts";

/**
 * @param settings  of the stack, as commands have left them
 * @returns what it did, for people; nothing where the stack recovers no other
 * @throws Error with the command to start with, where the primary does not stand
 */
export async function linkFirst(
  simulator: SimulatorClient,
  place: StackPlace,
  { role, link }: Pick<Settings, "role" | "link">,
): Promise<readonly string[]> {
  if (role !== "recovery" || !link) return [];
  const { stack } = place;
  try {
    await longshore({ simulator, tell: () => undefined }, place, ["link", "--stack", stack]);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${stack} recovers ${link.peer}, which stands first: npm start -- --stack ${link.peer}\n${why}`, {
      cause,
    });
  }
  return [`${stack} knows ${link.peer}`];
}

/**
 * The same once it stands: what a receiver of copies gives, its sender learns.
 * @returns the sender; nothing where the stack receives no copies
 */
export async function linkBack(
  simulator: SimulatorClient,
  place: StackPlace,
  { role, link }: Pick<Settings, "role" | "link">,
): Promise<string | undefined> {
  if (role !== "recovery" || link?.by !== "backups") return undefined;
  await longshore({ simulator, tell: () => undefined }, place, ["link", "--stack", place.stack]);
  return link.peer;
}
