/** Networks that are joined: each side says so on its own, and both must. */
import * as z from "zod";
import { overlap, parseRange } from "../../../cloud/cidr.ts";
import type { Request } from "../../../cloud/definition.ts";
import type { World } from "../../../world.ts";
import { define } from "../../define.ts";
import { parentId } from "../../names.ts";
import { networkTarget } from "./targets.ts";

const peeringType = "azure-native:network:VirtualNetworkPeering";

const inputs = z.looseObject({
  resourceGroupName: z.string(),
  virtualNetworkName: z.string(),
  virtualNetworkPeeringName: z.string(),
  remoteVirtualNetwork: z.looseObject({ id: z.string() }),
});
type Inputs = z.output<typeof inputs>;

const spaces = z.looseObject({ addressSpace: z.looseObject({ addressPrefixes: z.array(z.string()) }) });

/** Whether one network says that it is joined with another one. */
export const isPeered = (world: World, network: string, remote: string): boolean =>
  world
    .all(peeringType)
    .some(
      (peering) => parentId(peering.id) === network && inputs.parse(peering.inputs).remoteVirtualNetwork.id === remote,
    );

const idOf = ({ account, inputs: { resourceGroupName, virtualNetworkName } }: Request<Inputs>): string =>
  `/subscriptions/${account}/resourceGroups/${resourceGroupName}/providers/Microsoft.Network/virtualNetworks/${virtualNetworkName}`;

function rangesOf(world: World, network: string) {
  const found = spaces.safeParse(world.find(networkTarget.type, network)?.inputs);
  return (found.data?.addressSpace.addressPrefixes ?? []).flatMap((range) => parseRange(range) ?? []);
}

/** https://learn.microsoft.com/azure/virtual-network/virtual-network-peering-overview (2026-11). */
export const peering = define({
  type: peeringType,
  path: "Microsoft.Network/virtualNetworks/{virtualNetworkName}/virtualNetworkPeerings/{virtualNetworkPeeringName}",
  replaces: ["remoteVirtualNetwork"],
  inputs,
  references: { "remoteVirtualNetwork.id": networkTarget },
  refusals: [
    {
      code: "VnetAddressSpacesOverlap",
      when: (request) => {
        const remote = rangesOf(request.world, request.inputs.remoteVirtualNetwork.id);
        return rangesOf(request.world, idOf(request)).some((own) => remote.some((other) => overlap(own, other)));
      },
      message: (request) =>
        `Cannot create or update peering ${idOf(request)}/virtualNetworkPeerings/${request.inputs.virtualNetworkPeeringName}. Virtual networks ${idOf(request)} and ${request.inputs.remoteVirtualNetwork.id} cannot be peered because their address spaces overlap.`,
      source: {
        believed:
          "https://learn.microsoft.com/azure/virtual-network/virtual-network-troubleshoot-peering-issues (2026-11) has the rule; the text was not read in full",
      },
    },
  ],
  compute: ({ inputs: { remoteVirtualNetwork }, world }, id) => ({
    provisioningState: "Succeeded",
    peeringState: isPeered(world, remoteVirtualNetwork.id, parentId(id)) ? "Connected" : "Initiated",
  }),
});
