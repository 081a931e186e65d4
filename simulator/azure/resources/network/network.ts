import * as z from "zod";
import type { Request } from "../../../cloud/definition.ts";
import { define } from "../../define.ts";
import { digitsOf } from "../../names.ts";
import {
  delegationRefusal,
  inUse,
  networkType,
  type Ranges,
  rangeOf,
  rangeRefusals,
  subnetShape,
  subnetType,
} from "./subnets.ts";
import { natGatewayTarget, securityGroupTarget } from "./targets.ts";

const inputs = z.looseObject({
  resourceGroupName: z.string(),
  virtualNetworkName: z.string(),
  location: z.string(),
  addressSpace: z.looseObject({ addressPrefixes: z.array(z.string()) }),
  subnets: z.array(subnetShape.extend({ name: z.string() })).default([]),
});
type Inputs = z.output<typeof inputs>;

export const network = define({
  type: networkType,
  path: "Microsoft.Network/virtualNetworks/{virtualNetworkName}",
  located: true,
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork (2026-11).
  names: { virtualNetworkName: { min: 2, max: 64, pattern: /^[A-Za-z0-9][\w.-]*\w$/ } },
  inputs,
  references: {
    "subnets.networkSecurityGroup.id": securityGroupTarget,
    "subnets.natGateway.id": natGatewayTarget,
  },
  refusals: [
    ...rangeRefusals(rangesOf),
    delegationRefusal<Inputs>(({ inputs: wanted, old }) =>
      old ? wanted.subnets.map((shape) => ({ id: `${old.id}/subnets/${shape.name}`, shape })) : [],
    ),
  ],
  keeps: [inUse],
  compute: ({ inputs: wanted }, id) => ({
    resourceGuid: digitsOf(id, 32),
    subnets: wanted.subnets.map((subnet) => ({ ...subnet, id: `${id}/subnets/${subnet.name}` })),
    provisioningState: "Succeeded",
  }),
  parts: ({ inputs: wanted, account, region }, id) =>
    wanted.subnets.map((subnet) => {
      const own = `${id}/subnets/${subnet.name}`;
      return { type: subnetType, id: own, account, region, inputs: subnet, outputs: { ...subnet, id: own } };
    }),
});

function rangesOf({ inputs: { addressSpace, subnets } }: Request<Inputs>): Ranges {
  const parts = subnets.map((subnet) => ({ name: subnet.name, range: rangeOf(subnet) }));
  return { spaces: addressSpace.addressPrefixes, subnets: parts };
}
