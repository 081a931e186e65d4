/** Parts of a network as other resources name them, with the EC2 API's own errors (EC2 API reference, "Error codes", 2026-11). */
import type { Target } from "../../../cloud/definition.ts";

const dependent = (what: string) => ({
  code: "DependencyViolation",
  message: (id: string) => `The ${what} '${id}' has dependencies and cannot be deleted.`,
});

export const vpc: Target = {
  type: "aws:ec2/vpc:Vpc",
  missing: { code: "InvalidVpcID.NotFound", message: (id) => `The vpc ID '${id}' does not exist` },
  held: dependent("vpc"),
};

export const subnet: Target = {
  type: "aws:ec2/subnet:Subnet",
  missing: { code: "InvalidSubnetID.NotFound", message: (id) => `The subnet ID '${id}' does not exist` },
  held: dependent("subnet"),
};

export const securityGroup: Target = {
  type: "aws:ec2/securityGroup:SecurityGroup",
  missing: { code: "InvalidGroup.NotFound", message: (id) => `The security group '${id}' does not exist` },
  held: { code: "DependencyViolation", message: (id) => `resource ${id} has a dependent object` },
};

export const routeTable: Target = {
  type: "aws:ec2/routeTable:RouteTable",
  missing: { code: "InvalidRouteTableID.NotFound", message: (id) => `The routeTable ID '${id}' does not exist` },
  held: dependent("routeTable"),
};

export const internetGateway: Target = {
  type: "aws:ec2/internetGateway:InternetGateway",
  missing: {
    code: "InvalidInternetGatewayID.NotFound",
    message: (id) => `The internetGateway ID '${id}' does not exist`,
  },
};

export const natGateway: Target = {
  type: "aws:ec2/natGateway:NatGateway",
  missing: { code: "InvalidNatGatewayID.NotFound", message: (id) => `The natGateway ID '${id}' does not exist` },
};

export const elasticAddress: Target = {
  type: "aws:ec2/eip:Eip",
  missing: { code: "InvalidAllocationID.NotFound", message: (id) => `The allocation ID '${id}' does not exist` },
  held: {
    code: "InvalidIPAddress.InUse",
    message: (id) => `Address with allocation ID '${id}' is in use.`,
  },
};
