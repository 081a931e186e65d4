import { backupsType } from "../../../../simulator/aws/resources/rds/backups.ts";
import type { Properties, World } from "../../../../simulator/world.ts";
import { type Case, put } from "../case.ts";

const instance = "rds/instance:Instance";
const instanceType = "aws:rds/instance:Instance";
const abroad = "arn:aws:rds:eu-west-1:123456789012:db:source";

/** Of a new instance that takes these from another one. */
const taken = { engine: undefined, engineVersion: undefined, username: undefined, password: undefined };
const replica = { ...taken, identifier: "replica", replicateSourceDb: "source" };
const restored = (restoreToPointInTime: Properties) => ({
  ...taken,
  identifier: "restored",
  restoreToPointInTime: { sourceDbInstanceIdentifier: "source", ...restoreToPointInTime },
});

/** Puts an instance there that others begin with. */
const source =
  (set: Properties = {}) =>
  (world: World): void => {
    const inputs = { identifier: "source", instanceClass: "db.t4g.micro", backupRetentionPeriod: 7, ...set };
    put(world, instanceType, "db-source", inputs, {
      arn: "arn:aws:rds:eu-central-1:123456789012:db:source",
      ...inputs,
    });
    put(world, backupsType, "source", {}, { since: new Date().toISOString() });
  };

/** Puts one into another region. */
const sourceAbroad =
  (outputs: Properties = {}) =>
  (world: World): void => {
    const inputs = { identifier: "source", instanceClass: "db.t4g.micro" };
    const place = { account: "123456789012", region: "eu-west-1" };
    world.put({
      type: instanceType,
      id: "db-abroad",
      ...place,
      inputs,
      outputs: { ...inputs, arn: abroad, ...outputs },
    });
  };

export const replicas: readonly Case[] = [
  { type: instance, set: replica, says: "DBInstanceNotFound: DBInstance source not found." },
  // What stands in another region has another name.
  { type: instance, given: sourceAbroad(), set: replica, says: "DBInstanceNotFound: DBInstance source not found." },
  {
    type: instance,
    given: source({ backupRetentionPeriod: 0 }),
    set: replica,
    says: "InvalidDBInstanceState: Automated backups are not enabled for this database instance. To enable automated backups, use ModifyDBInstance to set the backup retention period to a non-zero value.",
  },
  {
    type: instance,
    given: sourceAbroad({ storageEncrypted: true }),
    set: { ...replica, replicateSourceDb: abroad, kmsKeyId: undefined },
    says: "InvalidParameterCombination: Cannot create a cross region unencrypted read replica from encrypted source.",
  },
  {
    type: instance,
    given: (world) => {
      sourceAbroad({ storageEncrypted: true })(world);
      put(world, "aws:kms/key:Key", "abroad", {}, { arn: "arn:aws:kms:eu-west-1:123456789012:key/abroad" });
    },
    set: { ...replica, replicateSourceDb: abroad, kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/abroad" },
    says: "KMSKeyNotAccessibleFault: The specified KMS key [arn:aws:kms:eu-west-1:123456789012:key/abroad] either doesn't exist, isn't enabled, or isn't accessible by the current user.",
  },
  {
    type: instance,
    given: source(),
    set: { ...replica, username: "longshore" },
    says: "InvalidParameterCombination: A read replica takes username and dbName from its source: they cannot be specified.",
  },
  {
    type: instance,
    given: source(),
    set: { ...replica, password: "a-password-of-its-own" },
    says: "InvalidDBInstanceState: The master user password of a read replica is its source's: it cannot be changed on the replica.",
  },
  {
    type: instance,
    set: restored({ useLatestRestorableTime: true }),
    says: "DBInstanceNotFound: DBInstance source not found.",
  },
  {
    type: instance,
    given: source({ backupRetentionPeriod: 0 }),
    set: restored({ useLatestRestorableTime: true }),
    says: "PointInTimeRestoreNotEnabled: The DB instance source has a backup retention period of 0.",
  },
  {
    type: instance,
    given: source(),
    set: restored({}),
    says: "InvalidParameterCombination: Specify either RestoreTime or UseLatestRestorableTime.",
  },
  ...["2026-01-01T00:00:00Z", "2096-01-01T00:00:00Z"].map((restoreTime) => ({
    type: instance,
    given: source(),
    set: restored({ restoreTime }),
    says: `InvalidParameterValue: The restore time ${restoreTime} lies outside the time to which the instance can be restored.`,
  })),
];
