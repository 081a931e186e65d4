import { PrivateDnsZoneGroup } from "@pulumi/azure-native/network/privateDnsZoneGroup.js";
import { PrivateEndpoint } from "@pulumi/azure-native/network/privateEndpoint.js";
import { PrivateZone } from "@pulumi/azure-native/privatedns/privateZone.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import type { Output } from "@pulumi/pulumi";
import type { Net } from "./network.ts";
import { inPlace, type Place } from "./place.ts";

interface Service {
  readonly id: Output<string>;
  readonly part: string;
  readonly zone: string;
}

/** A private address for a service, with its name in private DNS. */
export function endpoint(name: string, place: Place, net: Net, { id, part, zone }: Service): void {
  const { options } = place;
  const main = new PrivateEndpoint(
    name,
    {
      ...inPlace(place),
      privateEndpointName: `shop-${name}`,
      subnet: { id: net.subnet("endpoints") },
      privateLinkServiceConnections: [{ name, privateLinkServiceId: id, groupIds: [part] }],
    },
    options,
  );
  const dns = privateZone(name, zone, place, net);
  new PrivateDnsZoneGroup(
    name,
    {
      resourceGroupName: place.group.name,
      privateEndpointName: main.name,
      privateDnsZoneGroupName: "default",
      privateDnsZoneConfigs: [{ name, privateDnsZoneId: dns.id }],
    },
    options,
  );
}

export function privateZone(name: string, zone: string, place: Place, net: Net): PrivateZone {
  const everywhere = { ...inPlace(place), location: "global" };
  const dns = new PrivateZone(name, { ...everywhere, privateZoneName: zone }, place.options);
  new VirtualNetworkLink(
    name,
    {
      ...everywhere,
      privateZoneName: dns.name,
      virtualNetworkLinkName: "shop",
      registrationEnabled: false,
      virtualNetwork: { id: net.id },
    },
    place.options,
  );
  return dns;
}
