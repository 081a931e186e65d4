import assert from "node:assert/strict";
import { ofType, only } from "../mocks.ts";
import { every, input, type Row } from "./row.ts";

const vnet = "azure-native:network:VirtualNetwork";
const cluster = "azure-native:containerservice:ManagedCluster";

export const network: readonly Row[] = [
  {
    area: "privacy",
    asks: "database in a plane without a way out, open to the application plane alone",
    aws: {
      text: "subnets without a default route, security group by the plane's ranges",
      proof: (resources) =>
        assert.deepEqual(only(resources, "aws:ec2/routeTable:RouteTable", "network-database").inputs.routes, []),
    },
    azure: {
      text: "subnet delegated to PostgreSQL without a NAT gateway, security group by the plane's ranges",
      proof: (resources) => {
        const subnets = [only(resources, vnet).inputs.subnets].flat();
        const own = subnets.filter((subnet) => String(Reflect.get(Object(subnet), "name")).startsWith("database-"));
        assert.equal(own.length, 2);
        for (const subnet of own) assert.equal(Reflect.get(Object(subnet), "natGateway"), undefined);
        const rules = JSON.stringify(
          only(resources, "azure-native:network:NetworkSecurityGroup", "network-database").inputs,
        );
        assert.match(rules, /10\.72\.0\.0\/18.*"5432".*nothing-else/);
      },
    },
  },
  {
    area: "privacy",
    asks: "no store has a public address",
    aws: {
      text: "RDS not publicly accessible; buckets block public access",
      proof: (resources) => {
        assert.equal(only(resources, "aws:rds/instance:Instance").inputs.publiclyAccessible, false);
        for (const { inputs } of every(resources, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"))
          assert.equal(inputs.blockPublicPolicy, true);
      },
    },
    azure: {
      text: "public network access disabled on server, cache, vault and accounts; no anonymous read, no shared key",
      proof: (resources) => {
        const off = "Disabled";
        assert.equal(input(only(resources, "azure-native:dbforpostgresql:Server"), "network.publicNetworkAccess"), off);
        for (const vault of every(resources, "azure-native:keyvault:Vault"))
          assert.equal(input(vault, "properties.publicNetworkAccess"), off);
        assert.equal(only(resources, "azure-native:redisenterprise:RedisEnterprise").inputs.publicNetworkAccess, off);
        for (const { name, inputs } of every(resources, "azure-native:storage:StorageAccount")) {
          assert.partialDeepStrictEqual(inputs, { allowBlobPublicAccess: false, allowSharedKeyAccess: false });
          assert.partialDeepStrictEqual(inputs.networkRuleSet, { defaultAction: "Deny" });
          if (name !== "network-flow-logs") assert.equal(inputs.publicNetworkAccess, off);
        }
      },
    },
  },
  {
    area: "privacy",
    asks: "the cloud's own services by private ways",
    aws: {
      text: "a gateway endpoint for S3, interface endpoints for eight services",
      proof: (resources) => assert.equal(every(resources, "aws:ec2/vpcEndpoint:VpcEndpoint").length, 9),
    },
    azure: {
      text: "private endpoints for vault, cache and each account, with their names in private zones",
      proof: (resources) => {
        assert.equal(every(resources, "azure-native:network:PrivateEndpoint").length, 6);
        assert.equal(every(resources, "azure-native:network:PrivateDnsZoneGroup").length, 6);
      },
    },
  },
  {
    area: "privacy",
    asks: "the Kubernetes API inside the network, or open to named ranges",
    aws: {
      text: "private endpoint of EKS",
      proof: (resources) =>
        assert.equal(input(only(resources, "aws:eks/cluster:Cluster"), "vpcConfig.endpointPublicAccess"), false),
    },
    azure: {
      text: "API server in a subnet of the network, private cluster",
      proof: (resources) =>
        assert.partialDeepStrictEqual(only(resources, cluster).inputs.apiServerAccessProfile, {
          enableVnetIntegration: true,
          enablePrivateCluster: true,
          enablePrivateClusterPublicFQDN: false,
        }),
    },
  },
  {
    area: "privacy",
    asks: "records of all connections, for as long as the settings say",
    aws: {
      text: "flow log to a log group",
      proof: (resources) => assert.equal(only(resources, "aws:ec2/flowLog:FlowLog").inputs.trafficType, "ALL"),
    },
    azure: {
      text: "flow log of the network to an account of its own, written by an identity",
      proof: (resources) => {
        const log = only(resources, "azure-native:network:FlowLog");
        assert.partialDeepStrictEqual(log.inputs, { enabled: true, identity: { type: "UserAssigned" } });
        const age = only(resources, "azure-native:storage:ManagementPolicy", "network-flow-logs");
        assert.match(JSON.stringify(age.inputs), /"daysAfterModificationGreaterThan":365/);
      },
    },
  },
  {
    area: "zones",
    asks: "a lost zone takes no other zone's way out",
    instead:
      "A subnet of Azure spans zones, and its zone-redundant NAT gateway (StandardV2) is not in the API version that azure-native 3.28 speaks: each zone has its own subnet of the application plane, NAT gateway and pool of nodes.",
    aws: {
      text: "a NAT gateway in each zone, with a fixed address",
      proof: (resources) => assert.equal(every(resources, "aws:ec2/natGateway:NatGateway").length, 3),
    },
    azure: {
      text: "a NAT gateway for each zone's subnet, with a fixed address",
      proof: (resources) =>
        assert.deepEqual(
          every(resources, "azure-native:network:NatGateway").map(({ inputs }) => inputs.zones),
          [["1"], ["2"], ["3"]],
        ),
    },
  },
  {
    area: "zones",
    asks: "a standby of the database in another zone",
    aws: {
      text: "Multi-AZ",
      proof: (resources) => assert.equal(only(resources, "aws:rds/instance:Instance").inputs.multiAz, true),
    },
    azure: {
      text: "zone-redundant high availability; burstable machines, which cannot have it, are not chosen then",
      proof: (resources) => {
        const { inputs } = only(resources, "azure-native:dbforpostgresql:Server");
        assert.deepEqual(inputs.highAvailability, { mode: "ZoneRedundant", standbyAvailabilityZone: "2" });
        assert.equal(inputs.availabilityZone, "1");
        assert.match(JSON.stringify(inputs.sku), /GeneralPurpose/);
      },
    },
  },
  {
    area: "zones",
    asks: "nodes in three zones",
    aws: {
      text: "subnets of three zones in Auto Mode",
      proof: (resources) =>
        assert.equal([input(only(resources, "aws:eks/cluster:Cluster"), "vpcConfig.subnetIds")].flat().length, 3),
    },
    azure: {
      text: "a system pool and a user pool in each zone",
      proof: (resources) => {
        const pools = ofType(resources, "azure-native:containerservice:AgentPool");
        assert.deepEqual(
          pools.map(({ inputs }) => [inputs.agentPoolName, ...[inputs.availabilityZones].flat()]),
          [
            ["system2", "2"],
            ["system3", "3"],
            ["user1", "1"],
            ["user2", "2"],
            ["user3", "3"],
          ],
        );
        assert.match(JSON.stringify(only(resources, cluster).inputs.agentPoolProfiles), /"system1"/);
      },
    },
  },
  {
    area: "zones",
    asks: "replicas of Redis in other zones",
    instead: "Azure Managed Redis has one replica or none; more are refused in the settings.",
    aws: {
      text: "0 to 5",
      proof: (resources) =>
        assert.partialDeepStrictEqual(only(resources, "aws:elasticache/replicationGroup:ReplicationGroup").inputs, {
          multiAzEnabled: true,
          numCacheClusters: 3,
        }),
    },
    azure: {
      text: "0 or 1",
      proof: (resources) =>
        assert.equal(
          only(resources, "azure-native:redisenterprise:RedisEnterprise").inputs.highAvailability,
          "Enabled",
        ),
    },
  },
];
