/**
 * What AWS bills for each type of resource that a stack registers: by time, by use, or not at all.
 * A type that is missing here is listed by the estimate as not priced.
 */
import * as z from "zod";
import { type Billing, byTime, byUse, each, free } from "./billing.ts";
import { aws } from "./prices.ts";

const { use, factor } = aws;

const database = z.object({
  engine: z.literal("postgres"),
  instanceClass: z.string(),
  storageType: z.literal("gp3"),
  allocatedStorage: z.number(),
  multiAz: z.boolean().default(false),
  // Days of Performance Insights; the first seven are free.
  performanceInsightsRetentionPeriod: z.number().max(7).optional(),
});

const cache = z.object({ engine: z.literal("valkey"), nodeType: z.string(), numCacheClusters: z.number() });

const endpoint = z.discriminatedUnion("vpcEndpointType", [
  z.object({ vpcEndpointType: z.literal("Interface"), subnetIds: z.array(z.unknown()) }),
  z.object({ vpcEndpointType: z.literal("Gateway") }),
]);

/** By Pulumi type. */
export const billing: Readonly<Record<string, Billing>> = {
  "aws:eks/cluster:Cluster": each("eks.cluster", use("ebs.gp3"), use("elb.network.capacity")),
  "aws:rds/instance:Instance": byTime(
    database,
    ({ instanceClass, allocatedStorage, multiAz }) => [
      { price: `rds.${instanceClass}`, quantity: multiAz ? factor("multiAz") : 1 },
      { price: multiAz ? "rds.gp3.multi-az" : "rds.gp3", quantity: allocatedStorage },
    ],
    use("rds.backup"),
    // Enhanced monitoring arrives there.
    use("logs.ingestion"),
    { what: "processor credits of burstable databases" },
  ),
  "aws:elasticache/replicationGroup:ReplicationGroup": byTime(
    cache,
    ({ nodeType, numCacheClusters }) => [{ price: `valkey.${nodeType}`, quantity: numCacheClusters }],
    { what: "cache snapshots" },
  ),
  "aws:ec2/natGateway:NatGateway": each("vpc.nat", use("vpc.nat.data")),
  "aws:ec2/eip:Eip": each("vpc.address"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": byTime(
    endpoint,
    (known) =>
      known.vpcEndpointType === "Interface" ? [{ price: "vpc.endpoint", quantity: known.subnetIds.length }] : [],
    use("vpc.endpoint.data"),
  ),
  "aws:kms/key:Key": each("kms.key", {
    what: "requests to KMS, and one more key-month for each of a key's first rotations",
  }),
  "aws:secretsmanager/secret:Secret": each("secrets.secret", use("secrets.requests")),
  "aws:route53/zone:Zone": each("route53.zone", { what: "DNS queries" }),

  "aws:s3/bucket:Bucket": byUse(use("s3.standard"), { what: "requests to S3, and colder storage classes" }),
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig": byUse({
    what: "traffic between regions, and S3 replication time control",
  }),
  "aws:cloudwatch/logGroup:LogGroup": byUse(use("logs.ingestion"), { what: "logs kept by CloudWatch" }),

  // Watching and telling is free, acting is not: https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/.
  "aws:budgets/budget:Budget": free,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": free,
  "aws:ec2/flowLog:FlowLog": free,
  "aws:ec2/internetGateway:InternetGateway": free,
  "aws:ec2/routeTable:RouteTable": free,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": free,
  "aws:ec2/securityGroup:SecurityGroup": free,
  "aws:ec2/subnet:Subnet": free,
  "aws:ec2/vpc:Vpc": free,
  "aws:eks/accessEntry:AccessEntry": free,
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": free,
  "aws:eks/addon:Addon": free,
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": free,
  "aws:elasticache/parameterGroup:ParameterGroup": free,
  "aws:elasticache/subnetGroup:SubnetGroup": free,
  "aws:elasticache/user:User": free,
  "aws:elasticache/userGroup:UserGroup": free,
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": free,
  "aws:iam/role:Role": free,
  "aws:iam/rolePolicy:RolePolicy": free,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": free,
  "aws:kms/alias:Alias": free,
  "aws:rds/parameterGroup:ParameterGroup": free,
  "aws:rds/subnetGroup:SubnetGroup": free,
  "aws:route53/record:Record": free,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": free,
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": free,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": free,
  "aws:s3/bucketPolicy:BucketPolicy": free,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": free,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": free,
  "aws:s3/bucketVersioning:BucketVersioning": free,
  "aws:secretsmanager/secretVersion:SecretVersion": free,
};
