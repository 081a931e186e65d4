/** Every resource type of AWS that is simulated. */
import type { AwsDefinition } from "./define.ts";
import { budget } from "./resources/budgets.ts";
import * as endpoints from "./resources/ec2/endpoint.ts";
import * as flowLogs from "./resources/ec2/flow-log.ts";
import * as gateways from "./resources/ec2/gateways.ts";
import * as routes from "./resources/ec2/routes.ts";
import * as securityGroups from "./resources/ec2/security-group.ts";
import * as subnets from "./resources/ec2/subnet.ts";
import * as networks from "./resources/ec2/vpc.ts";
import * as clusterAccess from "./resources/eks/access.ts";
import { cluster } from "./resources/eks/cluster.ts";
import * as cacheGroups from "./resources/elasticache/groups.ts";
import { replicationGroup } from "./resources/elasticache/replication-group.ts";
import * as cacheUsers from "./resources/elasticache/users.ts";
import { openIdConnectProvider } from "./resources/iam/open-id-connect.ts";
import * as policies from "./resources/iam/policies.ts";
import { role } from "./resources/iam/role.ts";
import * as kms from "./resources/kms.ts";
import { logGroup } from "./resources/logs.ts";
import * as databaseGroups from "./resources/rds/groups.ts";
import { instance } from "./resources/rds/instance.ts";
import * as dns from "./resources/route53.ts";
import { bucket } from "./resources/s3/bucket.ts";
import { replication } from "./resources/s3/replication.ts";
import * as buckets from "./resources/s3/settings.ts";
import * as secrets from "./resources/secrets-manager.ts";

export const definitions: readonly AwsDefinition[] = [
  networks.vpc,
  networks.defaultSecurityGroup,
  subnets.subnet,
  routes.routeTable,
  routes.routeTableAssociation,
  gateways.internetGateway,
  gateways.natGateway,
  gateways.eip,
  securityGroups.securityGroup,
  endpoints.vpcEndpoint,
  flowLogs.flowLog,
  role,
  policies.rolePolicy,
  policies.rolePolicyAttachment,
  openIdConnectProvider,
  kms.key,
  kms.alias,
  bucket,
  buckets.versioning,
  buckets.publicAccessBlock,
  buckets.policy,
  buckets.encryption,
  buckets.lifecycle,
  buckets.objectLock,
  buckets.ownershipControls,
  replication,
  secrets.secret,
  secrets.secretVersion,
  logGroup,
  dns.zone,
  dns.record,
  budget,
  databaseGroups.parameterGroup,
  databaseGroups.subnetGroup,
  instance,
  cacheGroups.parameterGroup,
  cacheGroups.subnetGroup,
  cacheUsers.user,
  cacheUsers.userGroup,
  replicationGroup,
  cluster,
  clusterAccess.accessEntry,
  clusterAccess.accessPolicyAssociation,
  clusterAccess.podIdentityAssociation,
  clusterAccess.addon,
];

const byType = new Map(definitions.map((definition) => [definition.type, definition]));

export const definitionOf = (type: string): AwsDefinition | undefined => byType.get(type);

/** What to do about a type or function that is not here. */
export const notSimulated = (token: string): string =>
  `${token} is not simulated: add it under simulator/aws (catalogue.ts lists what there is), or run this stack against AWS itself`;
