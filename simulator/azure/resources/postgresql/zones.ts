/** In which zone a server stands, and its standby. */
import * as z from "zod";
import type { Properties } from "../../../world.ts";
import { hasZones } from "../../regions.ts";
import type { ServerInputs } from "./inputs.ts";

const zones = ["1", "2", "3"];
const standing = z.looseObject({
  availabilityZone: z.string().optional(),
  highAvailability: z.looseObject({ standbyAvailabilityZone: z.string().optional() }).optional(),
});

/** What a failover has moved stays where it is, whatever the program says. An empty zone, the SDK's default, is none. */
export function placed({ availabilityZone, highAvailability, location }: ServerInputs, old: Properties): Properties {
  if (!hasZones(location)) return {};
  const before = standing.parse(old);
  const zone = before.availabilityZone || availabilityZone || zones[0];
  if (!highAvailability || highAvailability.mode === "Disabled") return { availabilityZone: zone };
  const other = highAvailability.mode === "SameZone" ? zone : zones.find((one) => one !== zone);
  const standby = before.highAvailability?.standbyAvailabilityZone || highAvailability.standbyAvailabilityZone || other;
  return {
    availabilityZone: zone,
    highAvailability: { ...highAvailability, standbyAvailabilityZone: standby, state: "Healthy" },
  };
}
