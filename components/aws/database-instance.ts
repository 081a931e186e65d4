import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Instance } from "@pulumi/aws/rds/instance.js";
import type { ParameterGroup } from "@pulumi/aws/rds/parameterGroup.js";
import type { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId.js";
import type { Context } from "../contracts/context.ts";
import type { DatabaseArgs, DatabaseOrigin } from "../contracts/database.ts";
import { logGroup } from "./logs.ts";
import type { ServiceRole } from "./roles.ts";
import { databaseClasses } from "./sizes.ts";
import { backupWindow, maintenanceWindow } from "./windows.ts";

export interface InstanceArgs extends DatabaseArgs {
  readonly context: Context;
  readonly identifier: string;
  readonly administrator: string;
  readonly password: Output<string>;
  readonly port: number;
}

/** What an instance stands on; replicas share it. */
export interface InstanceParts {
  readonly access: SecurityGroup;
  readonly subnets: SubnetGroup;
  readonly parameters: ParameterGroup;
  readonly monitoring: ServiceRole;
}

/** Logs that PostgreSQL sends to CloudWatch. */
const logs = ["postgresql", "upgrade"];

/** Days of Performance Insights: the span that AWS keeps without charge. */
const insightDays = 7;
/** Seconds between two samples of the operating system. */
const monitoringSeconds = 60;

export function databaseInstance(
  name: string,
  args: InstanceArgs,
  parts: InstanceParts,
  options: CustomResourceOptions,
): Instance {
  const lastBreath = new RandomId(`${name}-final`, { byteLength: 4 }, options);
  return new Instance(
    name,
    {
      ...machine(args, parts),
      identifier: args.identifier,
      ...(args.origin?.follows ? followed(args.origin) : standing(args)),
      port: args.port,
      dbSubnetGroupName: parts.subnets.name,
      multiAz: args.standby,
      maxAllocatedStorage: args.maximumStorageGib,
      storageEncrypted: true,
      kmsKeyId: args.secrets.dataKey,
      backupRetentionPeriod: args.recoveryDays,
      backupWindow: backupWindow(args.maintenance),
      deleteAutomatedBackups: false,
      deletionProtection: true,
      // RDS takes none of a replica.
      skipFinalSnapshot: args.origin?.follows ?? false,
      // Unique, so that a database that is retired, made again and retired again does not meet its own name.
      finalSnapshotIdentifier: lastBreath.hex.apply((hex) => `${args.identifier}-final-${hex}`),
    },
    { ...options, protect: true, dependsOn: needed(name, args.identifier, args, parts, options) },
  );
}

/**
 * RDS takes engine, version, storage and administrator from the source. They are named again when the replica is promoted, as they
 * are: none of them is a change (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_instance,
 * read 2026-11).
 */
const followed = ({ source }: DatabaseOrigin) => ({ replicateSourceDb: source });

const standing = ({ version, administrator, password, storageGib }: InstanceArgs) => ({
  engine: "postgres",
  engineVersion: version,
  // Extended support costs extra for every vCPU; better an upgrade in time.
  engineLifecycleSupport: "open-source-rds-extended-support-disabled",
  username: administrator,
  password,
  allocatedStorage: storageGib,
});

export interface ReplicaArgs extends InstanceArgs {
  readonly source: Instance;
  /** From 1 up. */
  readonly number: number;
}

/** A readable replica in the region. It holds nothing of its own, so it may go. */
export function databaseReplica(
  name: string,
  args: ReplicaArgs,
  parts: InstanceParts,
  options: CustomResourceOptions,
): Instance {
  const identifier = `${args.identifier}-replica-${args.number}`;
  return new Instance(
    name,
    {
      ...machine(args, parts),
      identifier,
      replicateSourceDb: args.source.identifier,
      availabilityZone: args.context.zones[args.number % args.context.zones.length],
      storageEncrypted: true,
      skipFinalSnapshot: true,
    },
    { ...options, dependsOn: needed(name, identifier, args, parts, options) },
  );
}

/**
 * The same data as it was at an earlier second, on a server that is gone when what is needed has been copied out of it. RDS
 * restores from backups and log, so the live server is not touched.
 */
export function databaseAt(
  second: string,
  name: string,
  args: InstanceArgs & { readonly source: Instance },
  parts: InstanceParts,
  options: CustomResourceOptions,
): Instance {
  const identifier = `${args.identifier}-rewind`;
  const { source } = args;
  return new Instance(
    name,
    {
      ...machine(args, parts),
      identifier,
      restoreToPointInTime: { sourceDbInstanceIdentifier: source.identifier, restoreTime: second },
      port: args.port,
      dbSubnetGroupName: parts.subnets.name,
      storageEncrypted: true,
      kmsKeyId: args.secrets.dataKey,
      backupRetentionPeriod: 0,
      skipFinalSnapshot: true,
    },
    // Another second needs another server, under the same name.
    {
      ...options,
      deleteBeforeReplace: true,
      replaceOnChanges: ["restoreToPointInTime"],
      dependsOn: needed(name, identifier, args, parts, options),
    },
  );
}

/** What must stand before an instance starts to write logs and figures. */
function needed(
  name: string,
  identifier: string,
  { logDays, secrets, origin }: InstanceArgs,
  { monitoring }: InstanceParts,
  options: CustomResourceOptions,
) {
  const groups = logs.map((log) =>
    logGroup(
      `${name}-${log}`,
      { name: `/aws/rds/instance/${identifier}/${log}`, days: logDays, key: secrets.dataKey },
      options,
    ),
  );
  return [...groups, ...monitoring.policies, ...(origin?.after ? [origin.after] : [])];
}

/** What main and replica have in common. */
function machine(
  { context, size, secrets, maintenance, upgradeFrom }: InstanceArgs,
  { access, parameters, monitoring }: InstanceParts,
) {
  return {
    instanceClass: databaseClasses[size],
    storageType: "gp3",
    publiclyAccessible: false,
    networkType: "IPV4",
    vpcSecurityGroupIds: [access.id],
    caCertIdentifier: "rds-ca-rsa2048-g1",
    parameterGroupName: parameters.name,
    iamDatabaseAuthenticationEnabled: false,
    maintenanceWindow: maintenanceWindow(maintenance),
    // Security fixes come by themselves, in the window; major versions never do.
    autoMinorVersionUpgrade: true,
    // In production a change that restarts the server waits for the window. A major upgrade does not: the old version's
    // parameter group goes in the same run, and whoever starts it has chosen the hour.
    applyImmediately: context.environment !== "production" || upgradeFrom !== undefined,
    allowMajorVersionUpgrade: upgradeFrom !== undefined,
    copyTagsToSnapshot: true,
    enabledCloudwatchLogsExports: logs,
    databaseInsightsMode: "standard",
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: secrets.dataKey,
    performanceInsightsRetentionPeriod: insightDays,
    monitoringInterval: monitoringSeconds,
    monitoringRoleArn: monitoring.role.arn,
  };
}
