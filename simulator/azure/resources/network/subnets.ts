/** Subnets, inside their network's inputs or as resources of their own. */
import * as z from "zod";
import { contains, overlap, parseRange } from "../../../cloud/cidr.ts";
import type { Refusal, Request, Target } from "../../../cloud/definition.ts";
import type { Properties, SimulatedResource, World } from "../../../world.ts";
import { define } from "../../define.ts";
import { lastSegment, parentId } from "../../names.ts";

export const subnetType = "azure-native:network:Subnet";
export const networkType = "azure-native:network:VirtualNetwork";

export const subnetShape = z.looseObject({
  name: z.string().optional(),
  addressPrefix: z.string().optional(),
  addressPrefixes: z.array(z.string()).default([]),
  delegations: z.array(z.looseObject({ serviceName: z.string().optional() })).default([]),
});
export type SubnetShape = z.output<typeof subnetShape>;

export const rangeOf = ({ addressPrefix, addressPrefixes }: SubnetShape): string =>
  addressPrefix ?? addressPrefixes[0] ?? "";

/** A subnet by its id. */
export const subnetTarget: Target = {
  type: subnetType,
  missing: {
    code: "InvalidResourceReference",
    message: (id) =>
      `Resource ${id} referenced by resource was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
  },
};

/** To which services a subnet is delegated. */
export function delegationsOf(world: World, id: string): readonly string[] {
  const found = subnetShape.safeParse(world.find(subnetType, id)?.outputs);
  return found.data?.delegations.flatMap(({ serviceName }) => serviceName ?? []) ?? [];
}

/** What stands in a subnet or in one of a network's, by id. */
export function occupantOf(world: World, id: string): SimulatedResource | undefined {
  const within = (text: string) => text === id || text.startsWith(`${id}/`);
  return world.list().find((other) => !within(other.id) && textsIn(other.inputs).some(within) && stands(other));
}

/** Parts of the network itself name subnets too, without standing in them. */
const stands = ({ type }: SimulatedResource) =>
  /:(dbforpostgresql:Server|network:PrivateEndpoint|containerservice:(ManagedCluster|AgentPool))$/.test(type);

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** https://github.com/microsoft/nav-arm-templates/issues/161 (2020-12). */
export const inUse = {
  code: "InUseSubnetCannotBeDeleted",
  when: ({ old, world }: Request<Properties>) => Boolean(old && occupantOf(world, old.id)),
  message: ({ old, world }: Request<Properties>) =>
    `Subnet ${lastSegment(old?.id ?? "")} is in use by ${occupantOf(world, old?.id ?? "")?.id} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
  source: "https://github.com/microsoft/nav-arm-templates/issues/161 (2020-12)",
};

/** What is wrong with the ranges of a network's subnets; https://github.com/MicrosoftDocs/azure-docs/pull/123869 (2024-07). */
export function rangeProblem(
  network: string,
  spaces: readonly string[],
  subnets: readonly { readonly name: string; readonly range: string }[],
): { readonly code: string; readonly message: string } | undefined {
  const space = spaces.flatMap((text) => parseRange(text) ?? []);
  for (const [index, { name, range: text }] of subnets.entries()) {
    const range = parseRange(text);
    if (!range || !space.some((outer) => contains(outer, range)))
      return {
        code: "NetcfgSubnetRangeOutsideVnet",
        message: `Subnet '${name}' is not valid because its IP address range is outside the IP address range of virtual network '${network}'.`,
      };
    const before = subnets.slice(0, index).flatMap((other) => parseRange(other.range) ?? []);
    if (before.some((other) => overlap(other, range)))
      return {
        code: "NetcfgSubnetRangesOverlap",
        message: `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${network}'.`,
      };
  }
  return undefined;
}

/** The same, as refusals of a network or of a subnet. */
export const rangeRefusals = <Inputs>(
  problemOf: (request: Request<Inputs>) => ReturnType<typeof rangeProblem>,
): Refusal<Inputs>[] =>
  ["NetcfgSubnetRangeOutsideVnet", "NetcfgSubnetRangesOverlap"].map((code) => ({
    code,
    when: (request) => problemOf(request)?.code === code,
    message: (request) => problemOf(request)?.message ?? "",
    source: "https://github.com/MicrosoftDocs/azure-docs/pull/123869 (2024-07)",
  }));

const inputs = subnetShape.extend({
  resourceGroupName: z.string(),
  virtualNetworkName: z.string(),
  subnetName: z.string(),
});

export const subnet = define({
  type: subnetType,
  path: "Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}",
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork (2026-11).
  names: { subnetName: { min: 1, max: 80, pattern: /^[A-Za-z0-9]([\w.-]*\w)?$/ } },
  inputs,
  refusals: rangeRefusals(problemOf),
  keeps: [inUse],
  compute: () => ({ provisioningState: "Succeeded" }),
});

function problemOf({ inputs: wanted, old, world, account }: Request<z.output<typeof inputs>>) {
  const { resourceGroupName, virtualNetworkName, subnetName } = wanted;
  const id = `/subscriptions/${account}/resourceGroups/${resourceGroupName}/providers/Microsoft.Network/virtualNetworks/${virtualNetworkName}`;
  const network = z
    .looseObject({ addressSpace: z.looseObject({ addressPrefixes: z.array(z.string()) }) })
    .safeParse(world.find(networkType, id)?.outputs);
  const others = world
    .all(subnetType)
    .filter((other) => parentId(other.id) === id && other.id !== old?.id)
    .map((other) => ({ name: lastSegment(other.id), range: rangeOf(subnetShape.parse(other.outputs)) }));
  const own = { name: subnetName, range: rangeOf(wanted) };
  return rangeProblem(virtualNetworkName, network.data?.addressSpace.addressPrefixes ?? [], [...others, own]);
}
