import type { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import { VirtualNetworkPeering } from "@pulumi/azure-native/network/virtualNetworkPeering.js";
import { VirtualNetworkLink } from "@pulumi/azure-native/privatedns/virtualNetworkLink.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { CustomResourceOptions, Input, Output, Resource } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type { PeerNetwork } from "../contracts/network.ts";
import { groupNameOf } from "./blob-ids.ts";

interface Ways {
  readonly group: ResourceGroup;
  readonly network: VirtualNetwork;
  /** Id of the own private zone that names databases. */
  readonly zone: Output<string>;
  readonly peer: NonNullable<PeerNetwork["join"]>;
}

/**
 * Ways between two networks for databases that copy from each other: peered in both directions, and each asks the other's
 * zone for names. What may come over, security groups say (`security-groups.ts`)
 * (https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private, "Replication across Azure regions and
 * virtual networks with private networking", read 2026-11).
 *
 * They stay through a switch of roles, so a promotion asks for none of them, and the way back finds them. What stands in the
 * peer's groups stays there when the link goes, because that region may be lost.
 *
 * *Cost*: per GiB in each direction.
 */
export function joinNetworks(
  name: string,
  context: Context,
  { group, network, zone, peer }: Ways,
  options: CustomResourceOptions,
): readonly Resource[] {
  const peerName = lastOf(peer.id);
  const there = { ...options, retainOnDelete: true };
  const open = { allowVirtualNetworkAccess: true, allowForwardedTraffic: false };
  const out = new VirtualNetworkPeering(
    `${name}-out`,
    {
      resourceGroupName: group.name,
      virtualNetworkName: network.name,
      virtualNetworkPeeringName: peerName,
      remoteVirtualNetwork: { id: peer.id },
      ...open,
    },
    options,
  );
  const back = new VirtualNetworkPeering(
    `${name}-back`,
    {
      resourceGroupName: groupNameOf(peer.id),
      virtualNetworkName: peerName,
      virtualNetworkPeeringName: context.prefix,
      remoteVirtualNetwork: { id: network.id },
      ...open,
    },
    // Each changes both networks.
    { ...there, dependsOn: [out] },
  );
  const link = (zoneGroup: Input<string>, privateZoneName: Input<string>, linkName: string, id: Input<string>) => ({
    resourceGroupName: zoneGroup,
    privateZoneName,
    virtualNetworkLinkName: linkName,
    location: "Global",
    virtualNetwork: { id },
    registrationEnabled: false,
    tags: context.tags,
  });
  const { databaseZone } = peer;
  return [
    out,
    back,
    new VirtualNetworkLink(
      `${name}-database-out`,
      link(groupNameOf(databaseZone), lastOf(databaseZone), context.prefix, network.id),
      there,
    ),
    new VirtualNetworkLink(`${name}-database-back`, link(group.name, zone.apply(lastOf), peerName, peer.id), options),
  ];
}

const lastOf = (id: string): string => id.slice(id.lastIndexOf("/") + 1);
