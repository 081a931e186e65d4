import { quotaType } from "../../../../simulator/aws/quotas.ts";
import { type Case, changed, fill, put } from "../case.ts";

const vpc = "ec2/vpc:Vpc";
const subnet = "ec2/subnet:Subnet";
const gateway = "ec2/internetGateway:InternetGateway";
const nat = "ec2/natGateway:NatGateway";
const group = "ec2/securityGroup:SecurityGroup";
const endpoint = "ec2/vpcEndpoint:VpcEndpoint";
const long = "x".repeat(256);
const rule = { fromPort: 443, toPort: 443, protocol: "tcp" };

export const network: readonly Case[] = [
  { type: vpc, set: { cidrBlock: "10.0.0.0/8" }, says: "InvalidVpc.Range: The CIDR '10.0.0.0/8' is invalid." },
  {
    type: vpc,
    given: fill("aws:ec2/vpc:Vpc", 5),
    says: "VpcLimitExceeded: The maximum number of VPCs has been reached.",
  },
  {
    type: subnet,
    set: { cidrBlock: "10.99.0.0/24" },
    says: "InvalidSubnet.Range: The CIDR '10.99.0.0/24' is invalid.",
  },
  {
    type: subnet,
    set: { cidrBlock: "10.40.0.0/24" },
    says: "InvalidSubnet.Conflict: The CIDR '10.40.0.0/24' conflicts with another subnet",
  },
  {
    type: subnet,
    set: { availabilityZone: "eu-west-1a" },
    says: "InvalidParameterValue: Value (eu-west-1a) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: eu-central-1a, eu-central-1b, eu-central-1c.",
  },
  {
    type: "ec2/routeTable:RouteTable",
    name: "network-edge",
    given: changed("aws:ec2/internetGateway:InternetGateway", "network-id", { vpcId: "vpc-other" }),
    says: "InvalidParameterValue: route table rtb and network gateway network-id belong to different networks",
  },
  {
    type: gateway,
    given: fill("aws:ec2/internetGateway:InternetGateway", 5),
    says: "InternetGatewayLimitExceeded: The maximum number of internet gateways has been reached.",
  },
  {
    type: gateway,
    given: (world) => put(world, "aws:ec2/internetGateway:InternetGateway", "igw-other", { vpcId: "network-id" }),
    says: "InvalidParameterValue: Network network-id already has an internet gateway attached",
  },
  {
    type: gateway,
    at: "delete",
    says: "DependencyViolation: Network network-id has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.",
  },
  {
    type: nat,
    name: "network-nat-1",
    set: { allocationId: "eipalloc-network-nat-2" },
    says: "Resource.AlreadyAssociated: Elastic IP address [eipalloc-network-nat-2] is already associated",
  },
  {
    type: nat,
    given: (world) => {
      for (const one of world.all("aws:ec2/internetGateway:InternetGateway")) world.remove(one);
    },
    says: "Gateway.NotAttached: Network network-id has no Internet gateway attached",
  },
  {
    type: nat,
    name: "network-nat-1",
    given: fill("aws:ec2/natGateway:NatGateway", 5, { subnetId: "network-edge-1-id" }),
    says: "NatGatewayLimitExceeded: Performing this operation would exceed the limit of 5 NAT gateways",
  },
  {
    type: "ec2/eip:Eip",
    given: fill("aws:ec2/eip:Eip", 3),
    says: "AddressLimitExceeded: The maximum number of addresses has been reached.",
  },
  {
    type: "ec2/eip:Eip",
    given: (world) => put(world, quotaType, "L-0263D0A3", {}, { value: 2 }),
    says: "AddressLimitExceeded: The maximum number of addresses has been reached.",
  },
  { type: group, set: { name: "sg-data" }, says: "invalid value for name (cannot begin with sg-)" },
  { type: group, set: { name: long }, says: `expected length of name to be in the range (0 - 255), got ${long}` },
  {
    type: group,
    set: { description: long },
    says: `expected length of description to be in the range (0 - 255), got ${long}`,
  },
  {
    type: group,
    set: { ingress: [{ ...rule, cidrBlocks: Array.from({ length: 61 }, (_, index) => `10.0.${index}.0/24`) }] },
    says: "RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.",
  },
  {
    type: endpoint,
    set: { serviceName: "com.amazonaws.eu-west-1.kms" },
    says: "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.eu-west-1.kms' does not exist",
  },
  {
    type: endpoint,
    given: changed("aws:ec2/vpc:Vpc", "network-id", { enableDnsHostnames: false }),
    says: "InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for the VPC.",
  },
  {
    type: endpoint,
    name: "network-kms",
    set: { serviceName: "com.amazonaws.eu-central-1.sts" },
    says: "InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for sts.eu-central-1.amazonaws.com in the VPC network-id",
  },
  {
    type: endpoint,
    name: "network-s3",
    given: (world) =>
      put(world, "aws:ec2/vpcEndpoint:VpcEndpoint", "vpce-other", {
        vpcId: "network-id",
        serviceName: "com.amazonaws.eu-central-1.s3",
        routeTableIds: ["network-application-1-id"],
      }),
    says: "RouteAlreadyExists: route table network-application-1-id already has a route with destination-prefix-list-id pl-s3",
  },
  {
    type: endpoint,
    name: "network-kms",
    set: { subnetIds: ["network-management-1-id", "network-application-1-id"] },
    says: "DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of network-application-1-id. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.",
  },
  {
    type: "ec2/flowLog:FlowLog",
    set: { maxAggregationInterval: 30 },
    says: "expected max_aggregation_interval to be one of [60 600], got 30",
  },
  {
    type: "ec2/flowLog:FlowLog",
    given: (world) =>
      put(world, "aws:ec2/flowLog:FlowLog", "fl-other", {
        vpcId: "network-id",
        logDestination: "arn:aws:logs:eu-central-1:123456789012:log-group:/longshore/longshore-production/flow-logs",
        trafficType: "ALL",
      }),
    says: "FlowLogAlreadyExists: Error. There is an existing Flow Log with the same configuration and log destination.",
  },
];
