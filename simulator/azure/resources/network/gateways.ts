/** The way out: gateways with fixed addresses. */
import * as z from "zod";
import { define } from "../../define.ts";
import { digitsOf } from "../../names.ts";
import { addressTarget } from "./targets.ts";

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork (2026-11). */
const nameRule = { min: 1, max: 80, pattern: /^[A-Za-z0-9]([\w.-]*\w)?$/ };

const zones = z.array(z.string()).default([]);

/** What a subscription begins with; it grows on request: "Azure subscription limits", Networking (2026-11). */
const addressLimit = 20;

export const publicAddress = define({
  type: addressTarget.type,
  path: "Microsoft.Network/publicIPAddresses/{publicIpAddressName}",
  located: true,
  names: { publicIpAddressName: nameRule },
  replaces: ["zones", "sku", "publicIPAddressVersion"],
  inputs: z.looseObject({
    resourceGroupName: z.string(),
    publicIpAddressName: z.string(),
    location: z.string(),
    sku: z.looseObject({ name: z.string().optional() }).default({}),
    publicIPAllocationMethod: z.enum(["Static", "Dynamic"]).default("Dynamic"),
    zones,
  }),
  refusals: [
    {
      code: "PublicIPCountLimitReached",
      when: ({ inputs, old, world, account }) =>
        !old &&
        world
          .all(addressTarget.type)
          .filter((other) => other.account === account && other.inputs.location === inputs.location).length >=
          addressLimit,
      message: `Cannot create more than ${addressLimit} public IP addresses for this subscription in this region.`,
      source: "https://github.com/openshift/openshift-azure/issues/2252 (2020-03)",
    },
    {
      code: "PublicIPAddressStaticAllocationMethodRequired",
      when: ({ inputs: { sku, publicIPAllocationMethod } }) =>
        sku.name === "Standard" && publicIPAllocationMethod === "Dynamic",
      message: "Standard sku publicIp must have AllocationMethod set to Static.",
      source: "https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses (2026-11)",
    },
    {
      code: "ZonesNotAllowedInBasicSkuResource",
      when: ({ inputs }) => inputs.sku.name !== "Standard" && inputs.zones.length > 0,
      message: ({ inputs }) =>
        `Request for resource ${inputs.publicIpAddressName} is invalid as it is Basic sku and in an Availability Zone which is a deprecated configuration. Please change your resource to Standard sku for Availability Zone support`,
      source: "https://github.com/microsoft/lisa/pull/3343 (2024-07)",
    },
  ],
  compute: (_request, id) => {
    const [second = 0, third = 0, fourth = 0] = Buffer.from(digitsOf(id, 6), "hex");
    return { ipAddress: `20.${second}.${third}.${fourth}`, provisioningState: "Succeeded" };
  },
});

export const natGateway = define({
  type: "azure-native:network:NatGateway",
  path: "Microsoft.Network/natGateways/{natGatewayName}",
  located: true,
  names: { natGatewayName: nameRule },
  replaces: ["zones", "sku"],
  inputs: z.looseObject({
    resourceGroupName: z.string(),
    natGatewayName: z.string(),
    location: z.string(),
    zones,
    publicIpAddresses: z.array(z.looseObject({ id: z.string() })).default([]),
  }),
  references: { "publicIpAddresses.id": addressTarget },
  refusals: [
    {
      code: "NatGatewayZonesDoNotMatchPublicIpZones",
      when: ({ inputs, world }) =>
        inputs.zones.length > 0 &&
        inputs.publicIpAddresses.some(({ id }) => {
          const own = zones.parse(world.find(addressTarget.type, id)?.outputs.zones);
          return !inputs.zones.every((zone) => own.includes(zone));
        }),
      message: "The zones of a NAT gateway and of its public IP addresses must match.",
      source: {
        believed:
          "https://learn.microsoft.com/azure/nat-gateway/nat-availability-zones (2026-11) has the rule; no text of the error was found",
      },
    },
  ],
  compute: (_request, id) => ({ resourceGuid: digitsOf(id, 32), provisioningState: "Succeeded" }),
});
