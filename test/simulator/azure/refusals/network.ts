import { group, ids, inGroup, type RefusalCase, subnets, vnet } from "./case.ts";

const rule = (priority: number, name = "a") => ({ name, priority, direction: "Inbound", access: "Allow" });
const delegated = { delegations: [{ serviceName: "Microsoft.DBforPostgreSQL/flexibleServers" }] };
const subnet = { ...inGroup, virtualNetworkName: "main", subnetName: "third" };
const address = { ...inGroup, publicIpAddressName: "a" };
const wall = { ...inGroup, networkSecurityGroupName: "g" };
const absent = /Resource \/x\/absent referenced by resource was not found/;
const link = { ...inGroup, privateZoneName: "privatelink.blob.core.windows.net", virtualNetworkLinkName: "second" };

const peering = { ...inGroup, virtualNetworkName: "main", virtualNetworkPeeringName: "p" };

export const networkCases: readonly RefusalCase[] = [
  {
    type: "network:VirtualNetworkPeering",
    inputs: { ...peering, remoteVirtualNetwork: { id: "/x/absent" } },
    says: absent,
  },
  {
    type: "network:VirtualNetworkPeering",
    inputs: { ...peering, remoteVirtualNetwork: { id: ids.network } },
    says: /cannot be peered because their address spaces overlap/,
  },
  {
    type: "network:VirtualNetwork",
    inputs: { ...vnet, subnets: [{ name: "a", addressPrefix: "10.9.0.0/24" }] },
    says: /Subnet 'a' is not valid because its IP address range is outside the IP address range of virtual network 'main'/,
  },
  {
    type: "network:VirtualNetwork",
    inputs: { ...vnet, subnets: [...subnets, { name: "b", addressPrefix: "10.0.1.128/25" }] },
    says: /Subnet 'b' is not valid because its IP address range overlaps with that of an existing subnet/,
  },
  {
    type: "network:VirtualNetwork",
    inputs: { ...vnet, subnets: [{ name: "a", addressPrefix: "10.0.0.0/24", natGateway: { id: "/x/absent" } }] },
    says: absent,
  },
  {
    type: "network:VirtualNetwork",
    before: vnet,
    inputs: { ...vnet, subnets: [{ name: "taken", addressPrefix: "10.0.1.0/24", ...delegated }] },
    says: /Delegations of subnet .*subnets\/taken cannot be changed from \[\] to \[Microsoft.DBforPostgreSQL\/flexibleServers\]/,
  },
  {
    type: "network:VirtualNetwork",
    inputs: vnet,
    deleted: ids.network,
    says: /Subnet main is in use by .*privateEndpoints\/e/,
  },
  {
    type: "network:Subnet",
    inputs: { ...subnet, addressPrefix: "10.9.0.0/24" },
    says: /Subnet 'third' is not valid .* outside the IP address range of virtual network 'main'/,
  },
  {
    type: "network:Subnet",
    inputs: { ...subnet, addressPrefix: "10.0.0.0/25" },
    says: /Subnet 'third' is not valid .* overlaps with that of an existing subnet/,
  },
  {
    type: "network:Subnet",
    before: { ...subnet, subnetName: "taken", addressPrefix: "10.0.1.0/24" },
    inputs: { ...subnet, subnetName: "taken", addressPrefix: "10.0.1.0/24", ...delegated },
    says: /Delegations of subnet .*subnets\/taken cannot be changed/,
  },
  {
    type: "network:Subnet",
    inputs: { ...subnet, subnetName: "taken", addressPrefix: "10.0.1.0/24" },
    deleted: ids.taken,
    says: /InUseSubnetCannotBeDeleted.*delete all the resources within the subnet/,
  },
  {
    type: "network:PublicIPAddress",
    inputs: { ...address, location: "westeurope", sku: { name: "Standard" }, publicIPAllocationMethod: "Static" },
    says: /Cannot create more than 20 public IP addresses for this subscription in this region/,
  },
  {
    type: "network:PublicIPAddress",
    inputs: { ...address, sku: { name: "Standard" } },
    says: /AllocationMethod set to Static/,
  },
  {
    type: "network:PublicIPAddress",
    inputs: { ...address, publicIPAllocationMethod: "Static", zones: ["1"] },
    says: /Basic sku and in an Availability Zone/,
  },
  {
    type: "network:PublicIPAddress",
    inputs: address,
    deleted: ids.address,
    says: /can not be deleted since it is still allocated to resource .*natGateways\/way-out/,
  },
  {
    type: "network:NatGateway",
    inputs: { ...inGroup, natGatewayName: "n", zones: ["2"], publicIpAddresses: [{ id: ids.address }] },
    says: /zones of a NAT gateway and of its public IP addresses must match/,
  },
  {
    type: "network:NatGateway",
    inputs: { ...inGroup, natGatewayName: "n", publicIpAddresses: [{ id: "/x/absent" }] },
    says: absent,
  },
  {
    type: "network:NatGateway",
    inputs: { ...inGroup, natGatewayName: "way-out" },
    deleted: ids.natGateway,
    says: /InUseNatGatewayCannotBeDeleted.*virtualNetworks\/other/,
  },
  {
    type: "network:NetworkSecurityGroup",
    inputs: { ...wall, securityRules: [rule(100), rule(100, "b")] },
    says: /Security rule b conflicts with rule a. Rules cannot have the same Priority and Direction/,
  },
  { type: "network:NetworkSecurityGroup", inputs: { ...wall, securityRules: [rule(1)] }, says: /between 100 and 4096/ },
  {
    type: "network:NetworkSecurityGroup",
    inputs: wall,
    deleted: ids.securityGroup,
    says: /cannot be deleted because it is in use by the following resources: .*virtualNetworks\/other/,
  },
  {
    type: "network:FlowLog",
    inputs: {
      ...inGroup,
      resourceGroupName: "NetworkWatcherRG",
      networkWatcherName: "w",
      flowLogName: "g",
      targetResourceId: ids.network,
      storageId: "s",
    },
    says: /There is already a flow log for .*virtualNetworks\/main/,
  },
  {
    type: "network:PrivateEndpoint",
    inputs: { ...inGroup, privateEndpointName: "p", subnet: { id: "/x/absent" } },
    says: absent,
  },
  {
    type: "network:PrivateEndpoint",
    inputs: {
      ...inGroup,
      privateEndpointName: "p",
      subnet: { id: ids.subnet },
      privateLinkServiceConnections: [{ privateLinkServiceId: `${group}/absent` }],
    },
    says: /absent referenced by resource was not found/,
  },
  {
    type: "network:PrivateDnsZoneGroup",
    inputs: {
      ...inGroup,
      privateEndpointName: "e",
      privateDnsZoneGroupName: "default",
      privateDnsZoneConfigs: [{ privateDnsZoneId: "/x/absent" }],
    },
    says: absent,
  },
  {
    type: "privatedns:PrivateZone",
    inputs: { ...inGroup, privateZoneName: "a.example" },
    says: /location must be 'global'/,
  },
  {
    type: "privatedns:PrivateZone",
    inputs: { ...inGroup, location: "Global", privateZoneName: "no zone" },
    says: /The domain name 'no zone' is invalid/,
  },
  {
    type: "privatedns:PrivateZone",
    inputs: { ...inGroup, privateZoneName: "a", location: "Global" },
    deleted: ids.zone,
    says: /Cannot delete resource while nested resources exist.*virtualNetworkLinks\/main/,
  },
  { type: "privatedns:VirtualNetworkLink", inputs: { ...link, virtualNetwork: { id: "/x/absent" } }, says: absent },
  {
    type: "privatedns:VirtualNetworkLink",
    inputs: { ...link, virtualNetwork: { id: ids.network } },
    says: /cannot be linked to multiple zones with overlapping namespaces/,
  },
];
