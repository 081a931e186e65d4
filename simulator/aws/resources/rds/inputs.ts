import * as z from "zod";

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
  replicateSourceDb: z.string().optional(),
  parameterGroupName: z.string().optional(),
  dbSubnetGroupName: z.string().optional(),
  storageEncrypted: z.boolean().default(false),
  publiclyAccessible: z.boolean().default(false),
  backupRetentionPeriod: z.int().default(1),
  deletionProtection: z.boolean().default(false),
  skipFinalSnapshot: z.boolean().default(false),
  finalSnapshotIdentifier: z.string().optional(),
  monitoringInterval: z.int().default(0),
  monitoringRoleArn: z.string().optional(),
});

export type InstanceInputs = z.output<typeof instanceInputs>;
