/** High availability: the standby of a server, and which zone it stands in. */
import type { StandbyService } from "../../../databases/standby.ts";
import type { Properties } from "../../../world.ts";
import { serverInputs, serverType } from "./inputs.ts";
import { postgres } from "./postgres.ts";

export const flexibleServerStandby: StandbyService = {
  type: serverType,
  backing: postgres,
  isNamed: ({ id }, name) => id === name,
  zonesOf: ({ outputs, region }, world) => {
    const { availabilityZone, highAvailability } = serverInputs
      .pick({ availabilityZone: true, highAvailability: true })
      .parse(outputs);
    const standby = `${region}-${highAvailability?.standbyAvailabilityZone}`;
    const hasOne =
      highAvailability !== undefined && highAvailability.mode !== "Disabled" && !world.outages.isOff(standby);
    return { zone: `${region}-${availabilityZone}`, standby: hasOne ? standby : undefined };
  },
  // The two zones change places, and Azure shows them so from then on.
  moved: (server) => ({ ...server, inputs: swapped(server.inputs), outputs: swapped(server.outputs) }),
};

function swapped(properties: Properties): Properties {
  const { availabilityZone, highAvailability, ...rest } = serverInputs
    .pick({ availabilityZone: true, highAvailability: true })
    .loose()
    .parse(properties);
  const standby = highAvailability?.standbyAvailabilityZone;
  if (!availabilityZone || !standby) return properties;
  return {
    ...rest,
    availabilityZone: standby,
    highAvailability: { ...highAvailability, standbyAvailabilityZone: availabilityZone },
  };
}
