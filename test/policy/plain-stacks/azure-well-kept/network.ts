import { FlowLog } from "@pulumi/azure-native/network/flowLog.js";
import { NatGateway } from "@pulumi/azure-native/network/natGateway.js";
import { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import { PublicIPAddress } from "@pulumi/azure-native/network/publicIPAddress.js";
import { VirtualNetwork } from "@pulumi/azure-native/network/virtualNetwork.js";
import type { Output } from "@pulumi/pulumi";
import { idOf, inPlace, type Place } from "./place.ts";

export interface Net {
  readonly id: Output<string>;
  readonly subnet: (name: string) => Output<string>;
}

const deny = {
  name: "deny-the-rest",
  priority: 4096,
  access: "Deny",
  direction: "Inbound",
  protocol: "*",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "*",
};
const allow = (name: string, priority: number, from: string, port: string) => ({
  name,
  priority,
  access: "Allow",
  direction: "Inbound",
  protocol: "Tcp",
  sourceAddressPrefix: from,
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: port,
});

/** Subnets for nodes in three zones, for the database and for private endpoints. */
export function network(place: Place): Net {
  const { options } = place;
  const groupFor = (name: string, securityRules: object[]) =>
    new NetworkSecurityGroup(
      name,
      {
        ...inPlace(place),
        networkSecurityGroupName: name,
        securityRules: [...securityRules, deny] as (typeof deny)[],
      },
      options,
    );
  const zones = ["1", "2", "3"];
  const nodes = groupFor("nodes", [
    allow("web", 100, "Internet", "443"),
    { ...allow("nodes", 110, "10.30.0.0/18", "*"), protocol: "*" },
    { ...allow("probes", 120, "AzureLoadBalancer", "*"), protocol: "*" },
  ]);
  const stores = groupFor("stores", [
    allow("postgresql", 100, "10.30.0.0/18", "5432"),
    allow("endpoints", 110, "10.30.0.0/18", "443"),
  ]);
  const gateways = zones.map((zone) => {
    const address = new PublicIPAddress(
      `nat-${zone}`,
      {
        ...inPlace(place),
        publicIpAddressName: `nat-${zone}`,
        sku: { name: "Standard" },
        publicIPAllocationMethod: "Static",
        zones: [zone],
      },
      options,
    );
    return new NatGateway(
      `nat-${zone}`,
      {
        ...inPlace(place),
        natGatewayName: `nat-${zone}`,
        sku: { name: "Standard" },
        zones: [zone],
        publicIpAddresses: [{ id: address.id }],
      },
      options,
    );
  });
  const subnet = (name: string, addressPrefix: string, group: NetworkSecurityGroup) => ({
    name,
    addressPrefix,
    networkSecurityGroup: { id: group.id },
    defaultOutboundAccess: false,
  });
  const net = new VirtualNetwork(
    "shop",
    {
      ...inPlace(place),
      virtualNetworkName: "shop",
      addressSpace: { addressPrefixes: ["10.30.0.0/16"] },
      subnets: [
        ...gateways.map(({ id }, index) => ({
          ...subnet(`nodes-${index + 1}`, `10.30.${16 * index}.0/20`, nodes),
          natGateway: { id },
        })),
        {
          ...subnet("postgresql", "10.30.64.0/24", stores),
          delegations: [{ name: "postgresql", serviceName: "Microsoft.DBforPostgreSQL/flexibleServers" }],
        },
        { ...subnet("endpoints", "10.30.65.0/24", stores), privateEndpointNetworkPolicies: "Enabled" },
      ],
    },
    options,
  );
  new FlowLog(
    "shop",
    {
      ...inPlace(place),
      networkWatcherName: "NetworkWatcher_westeurope",
      flowLogName: "shop",
      enabled: true,
      targetResourceId: net.id,
      storageId: idOf("Microsoft.Storage/storageAccounts", "flowsofthesubscription"),
    },
    options,
  );
  return { id: net.id, subnet: (name) => net.id.apply((id) => `${id}/subnets/${name}`) };
}
