/** Takes the power of one zone away, and gives it back. */
import { databases } from "../databases/failover.ts";
import { runningClusters } from "../kubernetes/clusters.ts";
import type { Simulator } from "../simulator.ts";
import { regionsOf } from "./switch.ts";

export interface Zone {
  readonly region: string;
  /** For example `eu-central-1a` or `germanywestcentral-1`. */
  readonly zone: string;
}

/** Everything that has something in a zone. */
interface Resident {
  lose(simulator: Simulator, zone: Zone): Promise<void>;
  regain(simulator: Simulator, zone: Zone): Promise<void>;
}

const nodes: Resident = {
  lose: async (simulator, { region, zone }) => {
    for (const cluster of await clustersIn(simulator, region)) await cluster.loseZone(zone);
  },
  regain: async (simulator, { region }) => {
    for (const cluster of await clustersIn(simulator, region)) await cluster.regainZone();
  },
};

const residents: readonly Resident[] = [nodes, databases];

/** @throws Error that names the zones there are, for another */
export async function switchZone(simulator: Simulator, name: string, state: "off" | "on"): Promise<void> {
  const known = regionsOf(simulator.world).flatMap(zonesOf);
  const zone = known.find((other) => other.zone === name);
  if (!zone)
    throw new Error(`nothing stands in a zone ${name}; fits ${known.map((other) => other.zone).join(", ") || "none"}`);
  const { outages } = simulator.world;
  if (outages.isOff(name) === (state === "off")) return;
  outages.switch(name, state);
  const change = state === "off" ? "lose" : "regain";
  await Promise.all(residents.map((resident) => resident[change](simulator, zone)));
}

/** Three in each region, as every region of the sample stacks has them: AWS counts with letters, Azure with numbers. */
function zonesOf(region: string): readonly Zone[] {
  const ends = /-\d$/.test(region) ? ["a", "b", "c"] : ["-1", "-2", "-3"];
  return ends.map((end) => ({ region, zone: `${region}${end}` }));
}

async function clustersIn(simulator: Simulator, region: string) {
  return (await runningClusters(simulator)).filter(({ args }) => args.region === region);
}
