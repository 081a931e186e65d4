import { PrivateDnsZoneGroup } from "@pulumi/azure-native/network/privateDnsZoneGroup.js";
import { PrivateEndpoint } from "@pulumi/azure-native/network/privateEndpoint.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import { inGroup } from "./groups.ts";

export interface EndpointArgs {
  readonly group: ResourceGroup;
  readonly subnet: Output<string>;
  /** Private DNS zone in which the service's public name gets the private address. */
  readonly zone: Output<string>;
  /** Resource id of the service. */
  readonly target: Input<string>;
  /** What of it is reached. Source: "Private-link resource" table of Azure Private Link, November 2026. */
  readonly part: "blob" | "vault" | "redisEnterprise";
}

/** A private address for one service of Azure, and its name in the network's own DNS. */
export function privateEndpoint(
  name: string,
  context: Context,
  { group, subnet, zone, target, part }: EndpointArgs,
  options: CustomResourceOptions,
): PrivateEndpoint {
  const endpointName = `${context.prefix}-${name}`;
  const endpoint = new PrivateEndpoint(
    name,
    {
      ...inGroup(context, group),
      privateEndpointName: endpointName,
      customNetworkInterfaceName: endpointName,
      subnet: { id: subnet },
      privateLinkServiceConnections: [{ name: part, privateLinkServiceId: target, groupIds: [part] }],
    },
    options,
  );
  new PrivateDnsZoneGroup(
    name,
    {
      resourceGroupName: group.name,
      privateEndpointName: endpoint.name,
      privateDnsZoneGroupName: "default",
      privateDnsZoneConfigs: [{ name: part, privateDnsZoneId: zone }],
    },
    { ...options, parent: endpoint },
  );
  return endpoint;
}
