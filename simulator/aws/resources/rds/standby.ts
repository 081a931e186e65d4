/** Multi-AZ: the standby of an instance, and which zone it stands in. */
import type { StandbyService } from "../../../databases/standby.ts";
import { instanceInputs, instanceType } from "./inputs.ts";
import { postgres } from "./postgres.ts";
import { zonesOf } from "./zones.ts";

export const rdsStandby: StandbyService = {
  type: instanceType,
  backing: postgres,
  isNamed: ({ id, outputs }, name) => [id, outputs.identifier].includes(name),
  zonesOf: (server, world) => {
    const inputs = instanceInputs.parse(server.inputs);
    const zone = String(server.outputs.availabilityZone);
    const others = zonesOf(world, server, inputs).filter((other) => other !== zone && !world.outages.isOff(other));
    return { zone, standby: inputs.multiAz ? others[0] : undefined };
  },
  moved: (server, { standby }) => ({ ...server, outputs: { ...server.outputs, availabilityZone: standby } }),
};
