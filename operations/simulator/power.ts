/** `longshore simulator region` and `zone`: power cuts on order, and their end. */
import { parseArgs } from "node:util";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import { connectSimulator } from "../../simulator/start.ts";

type State = "off" | "on";
type Switch = (simulator: SimulatorClient, name: string, state: State) => Promise<void>;

/** @returns the exit code */
export const region = (args: readonly string[]): Promise<number> =>
  turn(args, "region", (simulator, name, state) => simulator.switchRegion(name, state));

/** @returns the exit code */
export const zone = (args: readonly string[]): Promise<number> =>
  turn(args, "zone", (simulator, name, state) => simulator.switchZone(name, state));

async function turn(args: readonly string[], what: string, change: Switch): Promise<number> {
  const { name, state } = readPower(args, what);
  await change(connectSimulator(), name, state);
  console.log(state === "off" ? `The ${what} ${name} has no power.` : `The ${what} ${name} has power again.`);
  return 0;
}

/** @throws Error that says what fits, for anything but a name and a state */
export function readPower(args: readonly string[], what: string): { readonly name: string; readonly state: State } {
  const [name, state, ...more] = parseArgs({ args: [...args], allowPositionals: true }).positionals;
  if (name === undefined || (state !== "off" && state !== "on") || more.length > 0)
    throw new Error(`found ${args.join(" ") || "nothing"}; fits the name of a ${what} and off or on`);
  return { name, state };
}
