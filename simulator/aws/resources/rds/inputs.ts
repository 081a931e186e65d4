import * as z from "zod";

export const instanceType = "aws:rds/instance:Instance";

/** A new instance that begins with what another one was at some second. */
const restore = z.looseObject({
  sourceDbInstanceIdentifier: z.string().optional(),
  sourceDbiResourceId: z.string().optional(),
  /** RFC 3339. */
  restoreTime: z.string().optional(),
  useLatestRestorableTime: z.boolean().default(false),
});

/** What the simulator reads of an instance, with RDS's defaults (CreateDBInstance, API reference, 2026-11). */
export const instanceInputs = z.looseObject({
  identifier: z.string(),
  engine: z.string().optional(),
  engineVersion: z.string().optional(),
  instanceClass: z.string(),
  allocatedStorage: z.int().optional(),
  maxAllocatedStorage: z.int().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  dbName: z.string().optional(),
  port: z.int().default(5432),
  multiAz: z.boolean().default(false),
  availabilityZone: z.string().optional(),
  /** Identifier in the region, else an ARN. */
  replicateSourceDb: z.string().optional(),
  restoreToPointInTime: restore.optional(),
  parameterGroupName: z.string().optional(),
  dbSubnetGroupName: z.string().optional(),
  storageEncrypted: z.boolean().default(false),
  storageType: z.string().optional(),
  storageThroughput: z.int().optional(),
  iops: z.int().optional(),
  kmsKeyId: z.string().optional(),
  vpcSecurityGroupIds: z.array(z.string()).default([]),
  backupWindow: z.string().optional(),
  maintenanceWindow: z.string().optional(),
  allowMajorVersionUpgrade: z.boolean().default(false),
  databaseInsightsMode: z.string().optional(),
  performanceInsightsEnabled: z.boolean().default(false),
  performanceInsightsRetentionPeriod: z.int().optional(),
  publiclyAccessible: z.boolean().default(false),
  backupRetentionPeriod: z.int().optional(),
  deletionProtection: z.boolean().default(false),
  skipFinalSnapshot: z.boolean().default(false),
  finalSnapshotIdentifier: z.string().optional(),
  monitoringInterval: z.int().default(0),
  monitoringRoleArn: z.string().optional(),
});

export type InstanceInputs = z.output<typeof instanceInputs>;
