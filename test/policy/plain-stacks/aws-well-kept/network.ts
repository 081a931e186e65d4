import * as aws from "@pulumi/aws";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { logGroup, serviceRole } from "./keys.ts";

export interface Place {
  readonly vpc: aws.ec2.Vpc;
  readonly nodes: readonly aws.ec2.Subnet[];
  readonly data: readonly aws.ec2.Subnet[];
}

const zones = ["a", "b", "c"];

/** Public subnets for load balancers, private ones for nodes with a way out in each zone, and closed ones for data. */
export function network(data: aws.kms.Key, options: CustomResourceOptions): Place {
  const vpc = new aws.ec2.Vpc("shop", { cidrBlock: "10.20.0.0/16", enableDnsHostnames: true }, options);
  const vpcId = vpc.id;
  new aws.ec2.DefaultSecurityGroup("closed", { vpcId, ingress: [], egress: [] }, options);
  const gateway = new aws.ec2.InternetGateway("shop", { vpcId }, options);
  const subnets = (tier: string, first: number): aws.ec2.Subnet[] =>
    zones.map(
      (zone, index) =>
        new aws.ec2.Subnet(
          `${tier}-${zone}`,
          { vpcId, cidrBlock: `10.20.${first + index}.0/24`, availabilityZone: `eu-central-1${zone}` },
          options,
        ),
    );
  const route = (name: string, subnet: aws.ec2.Subnet, routes: aws.types.input.ec2.RouteTableRoute[]) => {
    const table = new aws.ec2.RouteTable(name, { vpcId, routes }, options);
    new aws.ec2.RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: table.id }, options);
    return table;
  };
  const edge = subnets("public", 0);
  const nodes = subnets("private", 10);
  const closed = subnets("data", 20);
  const tables = zones.flatMap((zone, index) => {
    const [outside, inside, store] = [edge[index], nodes[index], closed[index]];
    if (!outside || !inside || !store) return [];
    route(`public-${zone}`, outside, [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }]);
    const address = new aws.ec2.Eip(`nat-${zone}`, { domain: "vpc" }, options);
    const nat = new aws.ec2.NatGateway(`nat-${zone}`, { allocationId: address.id, subnetId: outside.id }, options);
    route(`data-${zone}`, store, []);
    return [route(`private-${zone}`, inside, [{ cidrBlock: "0.0.0.0/0", natGatewayId: nat.id }])];
  });
  new aws.ec2.VpcEndpoint(
    "s3",
    {
      vpcId,
      serviceName: "com.amazonaws.eu-central-1.s3",
      routeTableIds: tables.map(({ id }) => id),
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "OwnIdentitiesOwnBuckets",
            Effect: "Allow",
            Principal: "*",
            Action: "s3:*",
            Resource: "*",
            Condition: {
              StringEquals: { "aws:PrincipalAccount": "210987654321", "aws:ResourceAccount": "210987654321" },
            },
          },
          {
            Sid: "LayersOfImages",
            Effect: "Allow",
            Principal: "*",
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*",
          },
        ],
      }),
    },
    options,
  );
  const flows = logGroup("flows", "/shop/flows", data, options);
  const writer = serviceRole("flows", "vpc-flow-logs.amazonaws.com", options);
  new aws.iam.RolePolicy(
    "flows",
    {
      role: writer.name,
      policy: flows.arn.apply((arn) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
              Resource: `${arn}:*`,
            },
          ],
        }),
      ),
    },
    options,
  );
  new aws.ec2.FlowLog(
    "flows",
    { vpcId, trafficType: "ALL", logDestination: flows.arn, iamRoleArn: writer.arn },
    options,
  );
  return { vpc, nodes, data: closed };
}
