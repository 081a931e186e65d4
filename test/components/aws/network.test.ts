import assert from "node:assert/strict";
import { planeRanges } from "../../../components/addressing.ts";
import { interfaceServices } from "../../../components/aws/endpoints.ts";
import { planes } from "../../../components/contracts/context.ts";
import { ofType, only, type Registered } from "../mocks.ts";
import { standardPlatform } from "../platforms.ts";

const subnet = "aws:ec2/subnet:Subnet";
const table = "aws:ec2/routeTable:RouteTable";
const association = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const nat = "aws:ec2/natGateway:NatGateway";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

const inPlane = (resources: readonly Registered[], type: string, plane: string) =>
  ofType(resources, type).filter(({ name }) => name.startsWith(`network-${plane}`));

describe("aws network", () => {
  it("has each plane in three zones, in the order of the zones", async () => {
    const { resources } = await standardPlatform();
    for (const plane of planes) {
      const subnets = inPlane(resources, subnet, plane).map(({ inputs }) => [
        inputs.availabilityZone,
        inputs.cidrBlock,
      ]);
      const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
      assert.deepEqual(
        subnets.sort(),
        zones.map((zone, index) => [zone, planeRanges("10.40.0.0/16")[plane][index]]),
        plane,
      );
    }
  });

  it("gives no subnet public addresses", async () => {
    const { resources } = await standardPlatform();
    for (const { inputs } of ofType(resources, subnet)) assert.equal(inputs.mapPublicIpOnLaunch, false);
  });

  it("leads each zone's planes through its own NAT gateway, and the database plane nowhere", async () => {
    const { resources } = await standardPlatform();
    for (const plane of ["application", "management", "observability"]) {
      const ways = inPlane(resources, table, plane).map(({ inputs }) => inputs.routes);
      assert.deepEqual(
        ways,
        [1, 2, 3].map((zone) => [{ cidrBlock: "0.0.0.0/0", natGatewayId: `network-nat-${zone}-id` }]),
        plane,
      );
    }
    assert.deepEqual(
      inPlane(resources, table, "database").map(({ inputs }) => inputs.routes),
      [[]],
    );
    const edge = only(resources, table, "network-edge");
    assert.deepEqual(edge.inputs.routes, [{ cidrBlock: "0.0.0.0/0", gatewayId: "network-id" }]);
  });

  it("puts every subnet into a route table of its own plane and zone", async () => {
    const { resources } = await standardPlatform();
    for (const { name, inputs } of ofType(resources, association)) {
      const plane = name.replace(/^network-|-\d$/g, "");
      const zone = name.at(-1);
      const shared = plane === "edge" || plane === "database";
      assert.equal(inputs.subnetId, `network-${plane}-${zone}-id`);
      assert.equal(inputs.routeTableId, shared ? `network-${plane}-id` : `network-${plane}-${zone}-id`);
    }
    assert.equal(ofType(resources, association).length, 15);
  });

  it("has a NAT gateway and a fixed, protected address in each zone of production", async () => {
    const { resources, result } = await standardPlatform();
    assert.deepEqual(
      ofType(resources, nat).map(({ inputs }) => inputs.subnetId),
      [1, 2, 3].map((zone) => `network-edge-${zone}-id`),
    );
    const addresses = ofType(resources, "aws:ec2/eip:Eip");
    assert(addresses.every(({ protect }) => protect));
    assert.equal(result.outputs.egressAddresses.length, 3);
  });

  it("has one NAT gateway in development, for all", async () => {
    const { resources, result } = await standardPlatform("aws-development");
    assert.equal(ofType(resources, nat).length, 1);
    assert.equal(result.outputs.egressAddresses.length, 1);
    const ways = inPlane(resources, table, "application").map(({ inputs }) => inputs.routes);
    assert.deepEqual(ways, [[{ cidrBlock: "0.0.0.0/0", natGatewayId: "network-nat-1-id" }]]);
  });

  it("empties the default security group", async () => {
    const { resources } = await standardPlatform();
    const { inputs } = only(resources, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    assert.deepEqual([inputs.ingress, inputs.egress], [[], []]);
  });

  it("opens no security group to the world, in or out", async () => {
    const { resources } = await standardPlatform();
    for (const { name, inputs } of ofType(resources, "aws:ec2/securityGroup:SecurityGroup")) {
      assert.deepEqual(inputs.egress, [], name);
      assert.doesNotMatch(JSON.stringify(inputs.ingress), /0\.0\.0\.0\/0|::\/0/, name);
    }
  });

  it("records all traffic into an encrypted log group that ends", async () => {
    const { resources } = await standardPlatform();
    const flows = only(resources, "aws:ec2/flowLog:FlowLog");
    const group = only(resources, "aws:cloudwatch/logGroup:LogGroup", "network-flow-logs");
    assert.equal(flows.inputs.trafficType, "ALL");
    assert(flows.dependencies.includes(group.urn));
    assert.match(String(group.inputs.kmsKeyId), /key\/secrets-data$/);
    assert.equal(group.inputs.retentionInDays, 365);
  });

  it("reaches AWS through private endpoints, with this account's identities only", async () => {
    const { resources } = await standardPlatform();
    const endpoints = ofType(resources, endpoint);
    const services = endpoints.map(({ inputs }) =>
      String(inputs.serviceName).replace("com.amazonaws.eu-central-1.", ""),
    );
    assert.deepEqual(services.sort(), [...Object.keys(interfaceServices), "s3"].sort());
    for (const { name, inputs } of endpoints)
      assert.match(String(inputs.policy), /"aws:PrincipalAccount":"123456789012"/, name);
    for (const { inputs } of endpoints.filter(({ inputs }) => inputs.vpcEndpointType === "Interface")) {
      assert.deepEqual(
        inputs.subnetIds,
        [1, 2, 3].map((zone) => `network-management-${zone}-id`),
      );
      assert.deepEqual(inputs.securityGroupIds, ["network-endpoints-id"]);
      assert.equal(inputs.privateDnsEnabled, true);
    }
  });

  it("keeps the S3 endpoint away from the database plane and from other accounts' buckets", async () => {
    const { resources } = await standardPlatform();
    const { inputs } = only(resources, endpoint, "network-s3");
    assert.doesNotMatch(JSON.stringify(inputs.routeTableIds), /database|edge/);
    assert.match(String(inputs.policy), /"aws:ResourceAccount":"123456789012"/);
  });
});
