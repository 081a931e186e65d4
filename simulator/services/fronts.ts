/** What listens in front of the simulator's servers, in the daemon's own process. */
import type { Server } from "node:net";
import { type Duplex, pipeline } from "node:stream";
import type { Simulator } from "../simulator.ts";

/** By the simulator they belong to and the server's name. */
const fronts = new WeakMap<Simulator, Map<string, Server>>();

/** Opens a server's front, where it is not open yet. */
export async function openFront(simulator: Simulator, name: string, start: () => Promise<Server>): Promise<void> {
  const open = fronts.get(simulator) ?? new Map<string, Server>();
  fronts.set(simulator, open);
  if (!open.has(name)) open.set(name, await start());
}

export function closeFront(simulator: Simulator, name: string): void {
  const open = fronts.get(simulator);
  open?.get(name)?.close();
  open?.delete(name);
}

/** Passes on what client and server say to each other; whichever side ends takes the other one with it. */
export function passOn(client: Duplex, server: Duplex): void {
  // A side that breaks off after the other has ended has nobody left to tell.
  for (const side of [client, server]) side.on("error", () => side.destroy());
  pipeline(client, server, client, () => {});
}
