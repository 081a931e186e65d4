/**
 * How long AWS takes, in seconds: medians of what public `terraform apply` logs say ("Creation complete after …"), read
 * in November 2026. `logs` counts the logs behind a creation; 0 means that none was found and the API's own answer time is
 * assumed.
 */
import type { Operation, Properties } from "../providers/provider.ts";

interface Duration {
  readonly create: number;
  /** 1 where it is left out. */
  readonly update?: number;
  /** 1 where it is left out. */
  readonly delete?: number;
  readonly logs: number;
}

const instanceType = "aws:rds/instance:Instance";

/** What answers with the call itself. */
const atOnce: Duration = { create: 1, logs: 0 };

const durations: Readonly<Record<string, Duration>> = {
  // With DNS host names the provider changes the new VPC twice and waits: 12, 12, 14, 15 s; without 1, 1, 2, 2, 3 s.
  "aws:ec2/vpc:Vpc": { create: 12, logs: 4 },
  "aws:ec2/internetGateway:InternetGateway": { create: 1, delete: 10, logs: 10 },
  "aws:ec2/natGateway:NatGateway": { create: 106, delete: 55, logs: 8 },
  "aws:ec2/securityGroup:SecurityGroup": { create: 2, logs: 4 },
  // Gateway endpoints 6 s; for interface endpoints see `secondsOf`.
  "aws:ec2/vpcEndpoint:VpcEndpoint": { create: 6, update: 6, delete: 6, logs: 10 },
  "aws:ec2/flowLog:FlowLog": { create: 1, logs: 6 },
  "aws:iam/role:Role": { create: 1, logs: 10 },
  // The provider waits until the key's policy and rotation are seen everywhere.
  "aws:kms/key:Key": { create: 22, update: 22, logs: 9 },
  "aws:s3/bucket:Bucket": { create: 2, logs: 7 },
  "aws:s3/bucketVersioning:BucketVersioning": { create: 2, logs: 4 },
  // The provider waits until the rules are seen everywhere.
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": { create: 59, update: 59, logs: 1 },
  // Single-AZ; for Multi-AZ and restores see `secondsOf`. An update may be a promotion, which takes "several minutes or
  // longer": RDS user guide, "Promoting a read replica" (2026-11); no log was found.
  [instanceType]: { create: 360, update: 300, delete: 285, logs: 3 },
  // 6 to 9 minutes: shared/reference/cloud-facts.md.
  "aws:elasticache/replicationGroup:ReplicationGroup": { create: 450, update: 300, delete: 300, logs: 0 },
  "aws:eks/cluster:Cluster": { create: 600, update: 480, delete: 330, logs: 7 },
  "aws:eks/addon:Addon": { create: 35, update: 35, delete: 10, logs: 0 },
  "aws:route53/zone:Zone": { create: 40, delete: 30, logs: 3 },
  "aws:route53/record:Record": { create: 35, update: 35, delete: 35, logs: 1 },
};

/** RDS Multi-AZ 10 to 17 minutes: shared/reference/cloud-facts.md. */
const multiAzSeconds = 810;
/** Interface endpoints become available within one to two minutes; no log was found, so the middle is assumed. */
const interfaceEndpointSeconds = 90;

/**
 * Until a second can be restored: RDS uploads logs every five minutes (https://repost.aws/knowledge-center/rds-point-in-time-restore-issues,
 * 2026-11). The restore itself is taken for a creation: the provider's own test, which makes an instance, restores it and
 * deletes both, took 1275 and 1470 s (https://github.com/hashicorp/terraform-provider-aws/pull/15969, 2020-11).
 */
export const restorableAfterSeconds = 300;

/** "Failover times are typically 60–120 seconds": RDS user guide, "Failing over a Multi-AZ DB instance" (2026-11). */
export const databaseFailoverSeconds = 120;

/** @param type  Pulumi type token */
export function secondsOf(operation: Operation, type: string, inputs: Properties): number {
  const duration = durations[type] ?? atOnce;
  const wait = type === instanceType && inputs.restoreToPointInTime !== undefined ? restorableAfterSeconds : 0;
  if (operation === "create" && inputs.multiAz === true) return wait + multiAzSeconds;
  if (operation === "create" && wait > 0) return wait + duration.create;
  if (operation === "create" && inputs.vpcEndpointType === "Interface") return interfaceEndpointSeconds;
  return duration[operation] ?? 1;
}
