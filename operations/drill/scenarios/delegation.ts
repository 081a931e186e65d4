/** The parent zone, where a person says which name servers answer for a platform's domain. */
import * as z from "zod";
import { withPath } from "../../../simulator/engine/environment.ts";
import { engineHome } from "../../../simulator/engine/home.ts";
import { workTree } from "../../../simulator/paths.ts";
import { mustPulumi } from "../../pulumi.ts";
import type { StackPlace } from "../../stacks.ts";
import type { Ground, Step } from "../scenario.ts";

/** Seconds for which resolvers may remember a domain's name servers, where day 0 was done as it is written (docs/day-0.md). */
const rememberedSeconds = 300;

const servers = z.array(z.string());

/** @param place  stack whose zone of the domain is to answer */
export const delegate = (place: StackPlace, domain: string): Step => ({
  title: "Enter the name servers at the parent zone",
  decides: "lead",
  type: [
    `npx pulumi stack output nameServers --stack ${place.stack}  # the only NS records of ${domain} at its parent zone`,
  ],
  simulated: "The parent zone of the simulated world names the zone that has them.",
  expect: `Resolvers forget the former ones within ${rememberedSeconds} s. Certificates can be issued from then on.`,
  worked: `dig +short NS ${domain} gives these name servers.`,
  back: "The former ones, as long as nobody has saved anything here.",
  run: async (ground) => {
    await ground.simulator.delegate(domain, await zoneOf(ground, place));
    ground.cloudTook({
      what: `resolvers to forget the former name servers of ${domain}`,
      took: 0,
      published: rememberedSeconds,
      source: "the time to live that docs/day-0.md asks for",
    });
  },
});

/** Id of the zone that has the name servers which a stack gives. */
async function zoneOf({ simulator }: Ground, { account, region, stack }: StackPlace): Promise<string> {
  const environment = withPath(engineHome(simulator.paths), await simulator.environment(account, region));
  const said = await mustPulumi({ folder: workTree, stack, environment }, ["stack", "output", "nameServers", "--json"]);
  const wanted = servers.parse(JSON.parse(said)).sort().join();
  const zone = (await simulator.world()).find(
    ({ outputs }) => servers.safeParse(outputs.nameServers).data?.toSorted().join() === wanted,
  );
  if (zone) return zone.id;
  throw new Error(`no zone has the name servers of ${stack}: ${wanted}`);
}
