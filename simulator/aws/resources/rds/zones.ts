/** In which zone an instance stands, and its standby. */
import type { Place } from "../../../cloud/definition.ts";
import type { World } from "../../../world.ts";
import * as ec2 from "../ec2/targets.ts";
import { subnetGroupTarget } from "./groups.ts";
import type { InstanceInputs } from "./inputs.ts";

/** The zones of the instance's subnet group, in alphabetical order; without a group the region's first two. */
export function zonesOf(world: World, place: Place, { dbSubnetGroupName: name }: InstanceInputs): readonly string[] {
  const group = world.get({
    type: subnetGroupTarget.type,
    id: name ?? "",
    account: place.account,
    region: place.region,
  });
  const ids: unknown = group?.inputs.subnetIds;
  const zones = (Array.isArray(ids) ? ids : []).flatMap((id: unknown) => {
    const zone = world.find(ec2.subnet.type, String(id))?.outputs.availabilityZone;
    return typeof zone === "string" ? [zone] : [];
  });
  return zones.length > 0 ? [...new Set(zones)].sort() : [`${place.region}a`, `${place.region}b`];
}
