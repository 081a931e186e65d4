/** Takes a stack's simulated platform away, whole. */
import { forgetStack } from "../../simulator/engine/stack.ts";
import { startSimulator } from "../../simulator/start.ts";
import type { StackPlace } from "../stacks.ts";

/** @returns what happened, for people */
export async function takeDown(place: StackPlace): Promise<string> {
  const client = await startSimulator();
  const removed = await client.takeDown(place.account, place.region);
  forgetStack(client.paths, place);
  const { resources } = await client.status();
  const gone =
    removed === 0 ? `${place.stack} did not exist` : `${place.stack} is gone: ${removed} resources with their data`;
  if (resources.length > 0) return `${gone}. ${resources.length} resources of other stacks stand in the simulator.`;
  await client.stop();
  return `${gone}. Nothing else stood in the simulator, so it has ended.`;
}
