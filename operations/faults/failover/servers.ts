/** The database servers of both sides, as they stand in the simulated cloud. */
import { resourcesOf } from "../../state.ts";
import { nameOf } from "../../urn.ts";
import type { Pair } from "./pair.ts";
import type { Server } from "./rows.ts";

export type Side = "primary" | "recovery";

/** A database server, as Pulumi names it. */
export const instanceType = "aws:rds/instance:Instance";
const replicaName = /-replica-\d+$/;

/** In the same order on both sides: the second server of one follows the second of the other. */
export async function serversOf(pair: Pair): Promise<Readonly<Record<Side, readonly Server[]>>> {
  const [primary, recovery] = await Promise.all([standing(pair, "primary"), standing(pair, "recovery")]);
  // A server that follows another has that one's administrator.
  const owners = new Map(primary.map((server) => [server.name, server]));
  return {
    primary,
    recovery: recovery.map((server) => {
      const owner = owners.get(server.name);
      if (!owner) throw new Error(`${server.identifier} follows no server of ${pair.places.primary.stack}`);
      return { ...server, user: owner.user, password: owner.password };
    }),
  };
}

async function standing(pair: Pair, side: Side): Promise<readonly Server[]> {
  const world = await pair.simulator.world();
  return resourcesOf(await pair[side].state())
    .filter(({ type, urn }) => type === instanceType && !replicaName.test(urn))
    .flatMap(({ urn, id }) => {
      const found = world.find((each) => each.type === instanceType && each.id === id);
      if (!found) return [];
      const { address, identifier } = found.outputs;
      const { username, password } = found.inputs;
      return [
        {
          name: nameOf(urn),
          host: String(address),
          identifier: String(identifier),
          user: String(username),
          password: String(password),
        },
      ];
    })
    .sort((one, other) => one.name.localeCompare(other.name));
}
