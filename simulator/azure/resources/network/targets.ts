/** Parts of a network as other resources name them: by their ids. */
import type { NameError, Target } from "../../../cloud/definition.ts";

export const missing: NameError = {
  code: "InvalidResourceReference",
  message: (id) =>
    `Resource ${id} referenced by resource was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
  source: "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found (2026-11)",
};

const someone = "‹holder›";

export const addressTarget: Target = {
  type: "azure-native:network:PublicIPAddress",
  missing,
  held: {
    code: "PublicIPAddressCannotBeDeleted",
    message: (id, holder = someone) =>
      `Public IP address ${id} can not be deleted since it is still allocated to resource ${holder}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.  To learn how to do this, see aka.ms/deletepublicip.`,
    source: "https://github.com/microsoft/AzureTRE/issues/4355 (2025-02)",
  },
};

export const natGatewayTarget: Target = {
  type: "azure-native:network:NatGateway",
  missing,
  held: {
    code: "InUseNatGatewayCannotBeDeleted",
    message: (id, holder = someone) =>
      `Nat Gateway ${id} cannot be deleted because it is in use by the following resources: ${holder}.`,
    source: {
      believed:
        "the code stands in public clients, for example https://github.com/stackshy/cloudemu/pull/967 (2026-09); the wording is the network security group's",
    },
  },
};

export const securityGroupTarget: Target = {
  type: "azure-native:network:NetworkSecurityGroup",
  missing,
  held: {
    code: "InUseNetworkSecurityGroupCannotBeDeleted",
    message: (id, holder = someone) =>
      `Network security group ${id} cannot be deleted because it is in use by the following resources: ${holder}`,
    source: "https://github.com/pulumi/pulumi-azure-native/issues/3051 (2024-10)",
  },
};

export const networkTarget: Target = { type: "azure-native:network:VirtualNetwork", missing };
