/** Failing over to a standby in another zone: on an order, and when a zone loses its power. */
import type { Place } from "../cloud/definition.ts";
import type { Simulator } from "../simulator.ts";
import type { SimulatedResource } from "../world.ts";
import { type StandbyService, standbyServices, type Zones } from "./standby.ts";

/** Which server, by its physical id, or on AWS by its identifier. */
export interface FailoverOrder extends Place {
  readonly id: string;
}

/** A server with what its service knows of it. */
interface Found {
  readonly service: StandbyService;
  readonly server: SimulatedResource;
}

/**
 * The server ends as in a crash, with all its sessions, and is there again under its name, in the standby's zone. The
 * standby has the same blocks, as in both clouds, so it recovers like any server after a crash and loses no committed row.
 * @returns the zone where it stands now
 * @throws Error where there is no such server, or it has no standby
 */
export async function failOver(simulator: Simulator, { account, region, id }: FailoverOrder): Promise<string> {
  const servers = serversOf(simulator).filter(({ server }) => server.account === account && server.region === region);
  const found = servers.find(({ service, server }) => service.isNamed(server, id));
  if (!found) {
    const names = servers.map(({ server }) => server.id).join(", ");
    throw new Error(`no database server ${id} stands in ${account} ${region}; fits ${names || "none"}`);
  }
  const zones = found.service.zonesOf(found.server, simulator.world);
  if (zones.standby === undefined)
    throw new Error(`${id} has no standby that could take over: ask for multiAz or highAvailability in its stack`);
  await takeOver(simulator, found, zones);
  return zones.standby;
}

/** Databases, as what has something in a zone. */
export const databases = {
  /** Servers there fail over, and those without a standby stop. The zone counts as switched off already. */
  lose: async (simulator: Simulator, { zone }: { readonly zone: string }): Promise<void> => {
    await Promise.all(
      serversOf(simulator).map(async (found) => {
        const zones = found.service.zonesOf(found.server, simulator.world);
        if (zones.zone !== zone) return;
        if (zones.standby === undefined) await found.service.backing.cut(simulator, found.server);
        else await takeOver(simulator, found, zones);
      }),
    );
  },
  /** What stopped there starts again with the files that it left. */
  regain: async (simulator: Simulator, { zone }: { readonly zone: string }): Promise<void> => {
    const { world } = simulator;
    const there = serversOf(simulator).filter(({ service, server }) => service.zonesOf(server, world).zone === zone);
    await Promise.all(there.map(({ service, server }) => service.backing.apply(simulator, server)));
  },
};

/** What stands in a region that is switched off is out of reach. */
const serversOf = ({ world }: Simulator): readonly Found[] =>
  standbyServices.flatMap((service) =>
    world
      .all(service.type)
      .filter(({ region }) => !world.outages.isOff(region))
      .map((server) => ({ service, server })),
  );

async function takeOver(simulator: Simulator, { service, server }: Found, zones: Zones): Promise<void> {
  await service.backing.cut(simulator, server);
  const moved = service.moved(server, zones);
  simulator.world.put(moved);
  await service.backing.apply(simulator, moved);
}
