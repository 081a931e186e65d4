/** Private endpoints, and the names under which they are found. */
import * as z from "zod";
import type { Request } from "../../../cloud/definition.ts";
import type { World } from "../../../world.ts";
import { define } from "../../define.ts";
import { subnetTarget } from "./subnets.ts";
import { networkTarget } from "./targets.ts";

const inGroup = { resourceGroupName: z.string() };
export const zoneType = "azure-native:privatedns:PrivateZone";

export const privateEndpoint = define({
  type: "azure-native:network:PrivateEndpoint",
  path: "Microsoft.Network/privateEndpoints/{privateEndpointName}",
  located: true,
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork (2026-11).
  names: { privateEndpointName: { min: 2, max: 64, pattern: /^[A-Za-z0-9][\w.-]*\w$/ } },
  replaces: ["subnet", "customNetworkInterfaceName"],
  inputs: z.looseObject({
    ...inGroup,
    privateEndpointName: z.string(),
    location: z.string(),
    subnet: z.looseObject({ id: z.string() }),
    privateLinkServiceConnections: z.array(z.looseObject({ privateLinkServiceId: z.string() })).default([]),
  }),
  references: { "subnet.id": subnetTarget },
  refusals: [
    {
      code: "InvalidResourceReference",
      when: ({ inputs, world }) =>
        inputs.privateLinkServiceConnections.some(
          ({ privateLinkServiceId }) => !world.list().some(({ id }) => id === privateLinkServiceId),
        ),
      message: ({ inputs }) =>
        `Resource ${inputs.privateLinkServiceConnections.map(({ privateLinkServiceId }) => privateLinkServiceId).join(", ")} referenced by resource was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
      source: "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found (2026-11)",
    },
  ],
  compute: ({ inputs }) => ({
    customDnsConfigs: [],
    networkInterfaces: [],
    privateLinkServiceConnections: inputs.privateLinkServiceConnections.map((connection) => ({
      ...connection,
      provisioningState: "Succeeded",
      privateLinkServiceConnectionState: { status: "Approved", description: "Auto-Approved", actionsRequired: "None" },
    })),
    provisioningState: "Succeeded",
  }),
});

export const zoneGroup = define({
  type: "azure-native:network:PrivateDnsZoneGroup",
  path: "Microsoft.Network/privateEndpoints/{privateEndpointName}/privateDnsZoneGroups/{privateDnsZoneGroupName}",
  inputs: z.looseObject({
    ...inGroup,
    privateEndpointName: z.string(),
    privateDnsZoneGroupName: z.string(),
    privateDnsZoneConfigs: z.array(z.looseObject({ privateDnsZoneId: z.string() })).default([]),
  }),
  references: {
    "privateDnsZoneConfigs.privateDnsZoneId": { type: zoneType, missing: networkTarget.missing },
  },
  compute: () => ({ provisioningState: "Succeeded" }),
});

export const privateZone = define({
  type: zoneType,
  path: "Microsoft.Network/privateDnsZones/{privateZoneName}",
  located: true,
  inputs: z.looseObject({ ...inGroup, privateZoneName: z.string(), location: z.string() }),
  refusals: [
    {
      code: "BadRequest",
      when: ({ inputs }) => inputs.location.toLowerCase() !== "global",
      message: "The private DNS zone's location must be 'global'.",
      source: {
        believed:
          "https://learn.microsoft.com/rest/api/dns/privatedns/private-zones/create-or-update (2026-11) has the rule; no text of the error was found",
      },
    },
    {
      code: "BadRequest",
      when: ({ inputs }) => !/^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]+$/i.test(inputs.privateZoneName),
      message: ({ inputs }) => `The domain name '${inputs.privateZoneName}' is invalid.`,
      source: {
        believed:
          "https://learn.microsoft.com/azure/dns/private-dns-privatednszone (2026-11) has the rule; no text of the error was found",
      },
    },
  ],
  keeps: [
    {
      code: "CannotDeleteResource",
      when: ({ old, world }) => linkOf(world, old?.id) !== undefined,
      message: ({ old, world }) =>
        `Cannot delete resource while nested resources exist. Some existing nested resource IDs include: '${linkOf(world, old?.id)?.id.replace(/^.*\/providers\//, "")}'. Please delete all nested resources before deleting this resource.`,
      source: "https://github.com/learntocloud/networking-lab/issues/8 (2026-02)",
    },
  ],
  compute: () => ({ maxNumberOfRecordSets: 25_000, provisioningState: "Succeeded" }),
});

const linkType = "azure-native:privatedns:VirtualNetworkLink";

/** A network that is linked to a zone. */
const linkOf = (world: World, zone: string | undefined) =>
  world.all(linkType).find(({ id }) => zone !== undefined && id.startsWith(`${zone}/`));

/** Another zone of the same name to which the network is linked. */
const twin = ({ inputs, old, world }: Request<z.output<typeof linkInputs>>) =>
  !old &&
  world
    .all(linkType)
    .some(
      (other) =>
        linkInputs.parse(other.inputs).virtualNetwork.id === inputs.virtualNetwork.id &&
        other.inputs.privateZoneName === inputs.privateZoneName,
    );

const linkInputs = z.looseObject({
  ...inGroup,
  privateZoneName: z.string(),
  virtualNetworkLinkName: z.string(),
  virtualNetwork: z.looseObject({ id: z.string() }),
  registrationEnabled: z.boolean().default(false),
});

export const networkLink = define({
  type: linkType,
  path: "Microsoft.Network/privateDnsZones/{privateZoneName}/virtualNetworkLinks/{virtualNetworkLinkName}",
  located: true,
  replaces: ["virtualNetwork"],
  inputs: linkInputs,
  references: { "virtualNetwork.id": networkTarget },
  refusals: [
    {
      code: "BadRequest",
      when: twin,
      message: ({ inputs: { privateZoneName } }) =>
        `A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link virtual network with '${privateZoneName}' and '${privateZoneName}' zones.`,
      source: "https://github.com/microsoft-foundry/foundry-samples/pull/214 (2025-06)",
    },
  ],
  compute: () => ({ virtualNetworkLinkState: "Completed", provisioningState: "Succeeded" }),
});
