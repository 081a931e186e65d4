/** Resources as a stack's state has them, with the tags that the provider puts on all of them. */
import type { Resource } from "../../operations/cost/resources.ts";

type Properties = Readonly<Record<string, unknown>>;

export const platformTags = { environment: "production", "business-unit": "velmora" };

/** @param component  for example `Network` */
export function resource(type: string, component: string, inputs: Properties = {}, tags: Properties = {}): Resource {
  const types = `longshore:index:Platform$longshore:aws:${component}$${type}`;
  return {
    urn: `urn:pulumi:aws-production::longshore::${types}::${component.toLowerCase()}`,
    type,
    inputs: { ...inputs, tags },
    outputs: { tagsAll: { ...platformTags, ...tags } },
    delete: false,
  };
}

export const database = (inputs: Properties = {}): Resource =>
  resource("aws:rds/instance:Instance", "Database", {
    engine: "postgres",
    instanceClass: "db.m7g.2xlarge",
    storageType: "gp3",
    allocatedStorage: 200,
    multiAz: true,
    ...inputs,
  });

/** One of each thing that costs money, and a few that do not. */
export const platform: readonly Resource[] = [
  resource("aws:ec2/vpc:Vpc", "Network"),
  resource("aws:ec2/natGateway:NatGateway", "Network"),
  resource("aws:ec2/natGateway:NatGateway", "Network"),
  resource("aws:ec2/eip:Eip", "Network"),
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", "Network", { vpcEndpointType: "Gateway" }),
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", "Network", { vpcEndpointType: "Interface", subnetIds: ["a", "b", "c"] }),
  resource("aws:eks/cluster:Cluster", "Cluster"),
  database(),
  resource("aws:elasticache/replicationGroup:ReplicationGroup", "Cache", {
    engine: "valkey",
    nodeType: "cache.m7g.large",
    numCacheClusters: 3,
  }),
  resource("aws:kms/key:Key", "Secrets"),
  resource("aws:secretsmanager/secret:Secret", "Secrets"),
  resource("aws:secretsmanager/secret:Secret", "Secrets", {}, { tenant: "harbor", "business-unit": "harbor-freight" }),
  resource("aws:route53/zone:Zone", "Dns"),
  resource("aws:s3/bucket:Bucket", "ObjectStore"),
  resource("kubernetes:helm.sh/v3:Release", "ArgoCd"),
];

export const inCluster = { nodes: { "m6i.2xlarge": 3 }, loadBalancers: 1, zones: 3 };
