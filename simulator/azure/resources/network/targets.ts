/** Parts of a network as other resources name them: by their ids. */
import type { Target } from "../../../cloud/definition.ts";

/** https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found (2026-11). */
const missing = {
  code: "InvalidResourceReference",
  message: (id: string) =>
    `Resource ${id} referenced by resource was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
};

export const addressTarget: Target = {
  type: "azure-native:network:PublicIPAddress",
  missing,
  held: {
    code: "PublicIPAddressCannotBeDeleted",
    message: (id) => `Public IP address ${id} can not be deleted since it is still allocated to resource.`,
  },
};

export const natGatewayTarget: Target = {
  type: "azure-native:network:NatGateway",
  missing,
  held: {
    code: "InUseNatGatewayCannotBeDeleted",
    message: (id) => `Nat Gateway ${id} is in use and cannot be deleted.`,
  },
};

export const securityGroupTarget: Target = {
  type: "azure-native:network:NetworkSecurityGroup",
  missing,
  held: {
    code: "InUseNetworkSecurityGroupCannotBeDeleted",
    message: (id) => `Network security group ${id} cannot be deleted because it is in use.`,
  },
};

export const networkTarget: Target = { type: "azure-native:network:VirtualNetwork", missing };
