/** Switches a region of a simulated cloud off, as if it had lost its power, and on again with the data that it had. */

import { isRegionless } from "../cloud/catalogue.ts";
import { cutPrograms, startPrograms } from "../cloud/lifecycle.ts";
import type { Simulator } from "../simulator.ts";
import type { World } from "../world.ts";

/**
 * The region's API refuses first, then its programs end, all accounts' alike; what survives a power cut is what had
 * reached the disk. It is back when its servers answer; pods follow as on any start of a cluster.
 * @throws Error that names the regions there are, for one in which nothing stands
 */
export async function switchRegion(simulator: Simulator, region: string, state: "off" | "on"): Promise<void> {
  const { world, internet } = simulator;
  const known = regionsOf(world);
  if (!known.includes(region))
    throw new Error(`nothing stands in a region ${region}; fits ${known.join(", ") || "none: the clouds are empty"}`);
  const inRegion = (resource: { readonly region: string }) => resource.region === region;
  world.outages.switch(region, state);
  if (state === "off") {
    await Promise.all([cutPrograms(simulator, inRegion), internet.objects.cut(region), internet.blobs.cut(region)]);
    return;
  }
  await internet.objects.restore(region);
  await startPrograms(simulator, inRegion);
}

/** Regions in which something stands. */
export const regionsOf = (world: World): readonly string[] =>
  [...new Set(world.list().map(({ region }) => region))].filter((region) => !isRegionless(region)).sort();
