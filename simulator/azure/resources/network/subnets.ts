/** Subnets, inside their network's inputs or as resources of their own. */
import * as z from "zod";
import { contains, overlap, parseRange } from "../../../cloud/cidr.ts";
import type { Refusal, Request, Target } from "../../../cloud/definition.ts";
import type { Properties, SimulatedResource, World } from "../../../world.ts";
import { define } from "../../define.ts";
import { lastSegment, parentId } from "../../names.ts";
import { missing } from "./targets.ts";

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
  missing,
};

/** The network that a subnet is in. */
export const networkOf = (subnet: string | undefined): string | undefined => subnet?.replace(/\/subnets\/[^/]+$/, "");

/** To which services a subnet is delegated. */
export function delegationsOf(world: World, id: string): readonly string[] {
  const found = subnetShape.safeParse(world.find(subnetType, id)?.outputs);
  return found.data ? servicesOf(found.data) : [];
}

const servicesOf = ({ delegations }: SubnetShape): readonly string[] =>
  delegations.flatMap(({ serviceName }) => serviceName ?? []);

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

/** A subnet, or a network with one, in which something stands. */
export const inUse = {
  code: "InUseSubnetCannotBeDeleted",
  when: ({ old, world }: Request<Properties>) => Boolean(old && occupantOf(world, old.id)),
  message: ({ old, world }: Request<Properties>) =>
    `Subnet ${lastSegment(old?.id ?? "")} is in use by ${occupantOf(world, old?.id ?? "")?.id} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
  source: "https://github.com/microsoft/nav-arm-templates/issues/161 (2020-12)",
};

/** Subnets whose delegations shall change although something stands in them, with what they were and shall be. */
export function movedDelegation(world: World, wanted: readonly { readonly id: string; readonly shape: SubnetShape }[]) {
  return wanted.flatMap(({ id, shape }) => {
    const [before, after] = [delegationsOf(world, id), servicesOf(shape)];
    const occupant = occupantOf(world, id);
    return occupant && before.join() !== after.join() ? [{ id, before, after, occupant }] : [];
  })[0];
}

/** The same, as a refusal of a network or of a subnet. */
export const delegationRefusal = <Inputs>(
  subnetsOf: (request: Request<Inputs>) => Parameters<typeof movedDelegation>[1],
): Refusal<Inputs> => ({
  code: "SubnetDelegationsCannotChangeWhenSubnetUsedByResource",
  when: (request) => request.old !== undefined && movedDelegation(request.world, subnetsOf(request)) !== undefined,
  message: (request) => {
    const { id, before = [], after = [], occupant } = movedDelegation(request.world, subnetsOf(request)) ?? {};
    return `Delegations of subnet ${id} cannot be changed from [${before.join(", ")}] to [${after.join(", ")}] because it is being used by the resource ${occupant?.id}.`;
  },
  source: "https://github.com/MicrosoftDocs/azure-docs/issues/39112 (2019-09)",
});

/** Errors about ranges of subnets: https://github.com/MicrosoftDocs/azure-docs/pull/123869 (2024-07). */
const rangeTexts = {
  NetcfgSubnetRangeOutsideVnet: (name: string, network: string) =>
    `Subnet '${name}' is not valid because its IP address range is outside the IP address range of virtual network '${network}'.`,
  NetcfgSubnetRangesOverlap: (name: string, network: string) =>
    `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${network}'.`,
} as const;

interface NamedRange {
  readonly name: string;
  readonly range: string;
}

/** A network's ranges and its subnets', as a request wants them. */
export interface Ranges {
  readonly spaces: readonly string[];
  readonly subnets: readonly NamedRange[];
}

/** The first subnet that lies wrong. */
export function rangeProblem({ spaces, subnets }: Ranges) {
  const space = spaces.flatMap((text) => parseRange(text) ?? []);
  return subnets
    .map(({ name, range: text }, index) => {
      const range = parseRange(text);
      if (!range || !space.some((outer) => contains(outer, range)))
        return { name, code: "NetcfgSubnetRangeOutsideVnet" } as const;
      const before = subnets.slice(0, index).flatMap((other) => parseRange(other.range) ?? []);
      return before.some((other) => overlap(other, range))
        ? ({ name, code: "NetcfgSubnetRangesOverlap" } as const)
        : undefined;
    })
    .find((problem) => problem !== undefined);
}

/** The same, as refusals of a network or of a subnet. */
export const rangeRefusals = <Inputs extends { readonly virtualNetworkName: string }>(
  rangesOf: (request: Request<Inputs>) => Ranges,
): Refusal<Inputs>[] =>
  (["NetcfgSubnetRangeOutsideVnet", "NetcfgSubnetRangesOverlap"] as const).map((code) => ({
    code,
    when: (request) => rangeProblem(rangesOf(request))?.code === code,
    message: (request) =>
      rangeTexts[code](rangeProblem(rangesOf(request))?.name ?? "", request.inputs.virtualNetworkName),
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
  refusals: [
    ...rangeRefusals(rangesOf),
    delegationRefusal<z.output<typeof inputs>>(({ inputs: shape, old }) => (old ? [{ id: old.id, shape }] : [])),
  ],
  keeps: [inUse],
  // A network works on one of its subnets at a time.
  occupies: {
    id: ({ subscription, resourceGroupName, virtualNetworkName }) =>
      `/subscriptions/${subscription}/resourceGroups/${resourceGroupName}/providers/Microsoft.Network/virtualNetworks/${virtualNetworkName}`,
    code: "AnotherOperationInProgress",
    message: () => "Another operation on this or dependent resource is in progress.",
    source: "https://github.com/Azure-Samples/azuresandbox/issues/51 (2024-05)",
  },
  compute: () => ({ provisioningState: "Succeeded" }),
});

function rangesOf({ inputs: wanted, old, world, account }: Request<z.output<typeof inputs>>): Ranges {
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
  return { spaces: network.data?.addressSpace.addressPrefixes ?? [], subnets: [...others, own] };
}
