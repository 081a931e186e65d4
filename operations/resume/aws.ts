/**
 * Under which id a resource of AWS stands that Pulumi asked for and whose answer it never got: by its name, as
 * `pulumi import` takes it (https://www.pulumi.com/registry/packages/aws/api-docs, "Import" of each, read 2026-11-22),
 * or by its tags where AWS draws the id. What is not listed can be created once more without harm: a secret gets one more
 * version.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";
import type { Project } from "./project.ts";

type Inputs = Readonly<Record<string, unknown>>;

/** Properties that make up the id, and what joins them. */
const named: Readonly<Record<string, readonly [separator: string, ...properties: string[]]>> = {
  "aws:budgets/budget:Budget": [":", "accountId", "name"],
  "aws:cloudwatch/logGroup:LogGroup": ["", "name"],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ["/", "subnetId", "routeTableId"],
  "aws:eks/accessEntry:AccessEntry": [":", "clusterName", "principalArn"],
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": ["#", "clusterName", "principalArn", "policyArn"],
  "aws:eks/addon:Addon": [":", "clusterName", "addonName"],
  "aws:eks/cluster:Cluster": ["", "name"],
  "aws:elasticache/parameterGroup:ParameterGroup": ["", "name"],
  "aws:elasticache/replicationGroup:ReplicationGroup": ["", "replicationGroupId"],
  "aws:elasticache/subnetGroup:SubnetGroup": ["", "name"],
  "aws:elasticache/user:User": ["", "userId"],
  "aws:elasticache/userGroup:UserGroup": ["", "userGroupId"],
  "aws:iam/role:Role": ["", "name"],
  "aws:iam/rolePolicy:RolePolicy": [":", "role", "name"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["/", "role", "policyArn"],
  "aws:kms/alias:Alias": ["", "name"],
  "aws:rds/instance:Instance": ["", "identifier"],
  "aws:rds/parameterGroup:ParameterGroup": ["", "name"],
  "aws:rds/subnetGroup:SubnetGroup": ["", "name"],
  "aws:s3/bucket:Bucket": ["", "bucket"],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ["", "bucket"],
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": ["", "bucket"],
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ["", "bucket"],
  "aws:s3/bucketPolicy:BucketPolicy": ["", "bucket"],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ["", "bucket"],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": ["", "bucket"],
  "aws:s3/bucketVersioning:BucketVersioning": ["", "bucket"],
};

const zoneType = "aws:route53/zone:Zone";
const issuerType = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";
/** Of services without regions. */
const globalTypes: readonly string[] = [zoneType, issuerType];

/** How the ARN of a type ends; the group is its id, or a secret's name: its id is the whole ARN. */
const arns: Readonly<Record<string, RegExp>> = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": /:security-group\/(sg-\w+)$/,
  "aws:ec2/eip:Eip": /:elastic-ip\/(eipalloc-\w+)$/,
  "aws:ec2/flowLog:FlowLog": /:vpc-flow-log\/(fl-\w+)$/,
  "aws:ec2/internetGateway:InternetGateway": /:internet-gateway\/(igw-\w+)$/,
  "aws:ec2/natGateway:NatGateway": /:natgateway\/(nat-\w+)$/,
  "aws:ec2/routeTable:RouteTable": /:route-table\/(rtb-\w+)$/,
  "aws:ec2/securityGroup:SecurityGroup": /:security-group\/(sg-\w+)$/,
  "aws:ec2/subnet:Subnet": /:subnet\/(subnet-\w+)$/,
  "aws:ec2/vpc:Vpc": /:vpc\/(vpc-\w+)$/,
  "aws:ec2/vpcEndpoint:VpcEndpoint": /:vpc-endpoint\/(vpce-\w+)$/,
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": /:podidentityassociation\/[^/]+\/(a-\w+)$/,
  "aws:kms/key:Key": /:key\/([\w-]+)$/,
  [zoneType]: /:hostedzone\/(Z\w+)$/,
  [issuerType]: /^(arn:aws:iam::\d{12}:oidc-provider\/.+)$/,
};
const secretType = "aws:secretsmanager/secret:Secret";

/** Whether only its tags tell it. */
const isDrawn = (type: string): boolean => type in arns || type === secretType;

/** Something that carries tags. */
export interface Tagged {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * @param tagged  what carries the stack's tags
 * @param known   ids of this type that the state holds
 * @returns ids under which the resource may stand: none where it can be created once more, two where tags do not tell
 */
export function awsIds(
  type: string,
  inputs: Inputs,
  tagged: readonly Tagged[],
  known: ReadonlySet<string>,
): readonly string[] {
  const [separator, ...properties] = named[type] ?? [];
  if (separator !== undefined) {
    const values = properties.map((property) => inputs[property]);
    return values.every((value) => typeof value === "string") ? [values.join(separator)] : [];
  }
  if (type === secretType) {
    // AWS puts a dash and six characters behind the name.
    const isIt = (arn: string): boolean => arn.slice(0, -7).endsWith(`:secret:${String(inputs.name)}`);
    return tagged.flatMap(({ arn }) => (isIt(arn) && !known.has(arn) ? [arn] : []));
  }
  return tagged.flatMap(({ arn, tags }) => {
    const id = arns[type]?.exec(arn)?.[1];
    return id !== undefined && !known.has(id) && sameTags(inputs.tagsAll, tags) ? [id] : [];
  });
}

function sameTags(wanted: unknown, found: Tagged["tags"]): boolean {
  const entries = Object.entries(typeof wanted === "object" && wanted !== null ? wanted : {});
  return entries.length > 0 && entries.every(([key, value]) => found[key] === value);
}

const answer = z.object({
  ResourceTagMappingList: z.array(
    z.object({ ResourceARN: z.string(), Tags: z.array(z.object({ Key: z.string(), Value: z.string() })) }),
  ),
});

/** Route 53 and IAM have no regions, and show tags in this one: Resource Groups Tagging API, supported services (2026-11). */
const globalRegion = "us-east-1";

/**
 * Everything that carries the stack's tag. The command asks page after page by itself.
 * @param types  that are looked for: nobody is asked where all of them have names
 */
export async function findTagged(
  { folder, stack, region, environment }: Project,
  types: readonly string[],
): Promise<readonly Tagged[]> {
  const regions = new Set(
    types.flatMap((type) => (globalTypes.includes(type) ? globalRegion : isDrawn(type) ? region : [])),
  );
  const lists = await Promise.all(
    [...regions].map(async (name) => {
      const words = ["resourcegroupstaggingapi", "get-resources", "--tag-filters", `Key=stack,Values=${stack}`];
      const { stdout } = await promisify(execFile)("aws", [...words, "--region", name, "--output", "json"], {
        cwd: folder,
        env: environment,
        maxBuffer: Number.POSITIVE_INFINITY,
      });
      return answer.parse(JSON.parse(stdout)).ResourceTagMappingList;
    }),
  );
  return lists.flat().map(({ ResourceARN: arn, Tags }) => ({
    arn,
    tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
  }));
}
