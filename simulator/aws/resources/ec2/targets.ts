/** Parts of a network as other resources name them, with the EC2 API's own errors (EC2 API reference, "Error codes", 2026-11). */
import type { NameError, Target } from "../../../cloud/definition.ts";

const source = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (2026-11)";

const missing = (code: string, what: string): NameError => ({
  code,
  message: (id) => `The ${what} '${id}' does not exist`,
  source,
});

const dependent = (what: string): NameError => ({
  code: "DependencyViolation",
  message: (id) => `The ${what} '${id}' has dependencies and cannot be deleted.`,
  source,
});

export const vpc: Target = {
  type: "aws:ec2/vpc:Vpc",
  missing: missing("InvalidVpcID.NotFound", "vpc ID"),
  held: dependent("vpc"),
};

export const subnet: Target = {
  type: "aws:ec2/subnet:Subnet",
  missing: missing("InvalidSubnetID.NotFound", "subnet ID"),
  held: dependent("subnet"),
};

export const securityGroup: Target = {
  type: "aws:ec2/securityGroup:SecurityGroup",
  missing: missing("InvalidGroup.NotFound", "security group"),
  held: { code: "DependencyViolation", message: (id) => `resource ${id} has a dependent object`, source },
};

export const routeTable: Target = {
  type: "aws:ec2/routeTable:RouteTable",
  missing: missing("InvalidRouteTableID.NotFound", "routeTable ID"),
  held: dependent("routeTable"),
};

export const internetGateway: Target = {
  type: "aws:ec2/internetGateway:InternetGateway",
  missing: missing("InvalidInternetGatewayID.NotFound", "internetGateway ID"),
};

export const natGateway: Target = {
  type: "aws:ec2/natGateway:NatGateway",
  missing: missing("InvalidNatGatewayID.NotFound", "natGateway ID"),
};

export const elasticAddress: Target = {
  type: "aws:ec2/eip:Eip",
  missing: missing("InvalidAllocationID.NotFound", "allocation ID"),
  held: {
    code: "InvalidIPAddress.InUse",
    message: (id) => `Address with allocation ID '${id}' is in use.`,
    source,
  },
};
