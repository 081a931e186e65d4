import { NatGateway } from "@pulumi/azure-native/network/natGateway.js";
import { PublicIPAddress } from "@pulumi/azure-native/network/publicIPAddress.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type { NetworkArgs } from "../contracts/network.ts";
import { inGroup } from "./groups.ts";

export interface NatArgs {
  readonly group: ResourceGroup;
  readonly egress: NetworkArgs["egress"];
}

/** Minutes that a silent connection stays open; the shortest that Azure offers, so ports come back soon. */
const idleMinutes = 4;

/**
 * NAT gateways: one in each zone, so that a lost zone takes no other zone's way out, or one for all. Their addresses are
 * protected: carriers and EDI partners have them on their lists.
 *
 * The newer, zone-redundant kind (StandardV2) is not known to the API version that azure-native 3.28 speaks (2024-05-01).
 */
export function natGateways(
  name: string,
  context: Context,
  { group, egress }: NatArgs,
  options: CustomResourceOptions,
): { readonly gateways: readonly NatGateway[]; readonly addresses: Output<string>[] } {
  const zones = egress === "per-zone" ? context.zones : context.zones.slice(0, 1);
  const pairs = zones.map((zone, index) => {
    const label = `${name}-nat-${index + 1}`;
    const place = { ...inGroup(context, group), zones: [zone] };
    const physicalName = `${context.prefix}-nat-${zone}`;
    const address = new PublicIPAddress(
      label,
      {
        ...place,
        publicIpAddressName: physicalName,
        sku: { name: "Standard", tier: "Regional" },
        publicIPAllocationMethod: "Static",
        publicIPAddressVersion: "IPv4",
      },
      { ...options, protect: true },
    );
    const gateway = new NatGateway(
      label,
      {
        ...place,
        natGatewayName: physicalName,
        sku: { name: "Standard" },
        publicIpAddresses: [{ id: address.id }],
        idleTimeoutInMinutes: idleMinutes,
      },
      options,
    );
    return { address, gateway };
  });
  return {
    gateways: pairs.map(({ gateway }) => gateway),
    addresses: pairs.map(({ address }) => address.ipAddress.apply((known) => known ?? "")),
  };
}
