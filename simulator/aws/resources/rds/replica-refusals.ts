/** What RDS refuses of a replica, and of an instance that is restored. */
import type { Refusal, Request } from "../../../cloud/definition.ts";
import { databaseKey } from "../data-plane.ts";
import { reachBackTo } from "./backups.ts";
import { type InstanceInputs, instanceInputs } from "./inputs.ts";
import { regionOf, restoredFrom, sourceOf } from "./origin.ts";

type InstanceRefusal = Refusal<InstanceInputs>;
type InstanceRequest = Request<InstanceInputs>;

const isNewReplica = ({ inputs, old }: InstanceRequest): boolean => !old && inputs.replicateSourceDb !== undefined;
const isRestored = ({ inputs, old }: InstanceRequest): boolean => !old && inputs.restoreToPointInTime !== undefined;
const sourceFor = (request: InstanceRequest) => sourceOf(request.world, request, request.inputs);
const backupsFor = (request: InstanceRequest) => restoredFrom(request.world, request, request.inputs);

const noSource: InstanceRefusal = {
  code: "DBInstanceNotFound",
  when: (request) => isNewReplica(request) && !sourceFor(request),
  message: ({ inputs }) => `DBInstance ${inputs.replicateSourceDb} not found.`,
  source:
    "https://github.com/hashicorp/terraform/issues/24334 (2020-03): across regions an identifier is not found, an ARN is; RDS API reference, common errors",
};

const unsavedSource: InstanceRefusal = {
  code: "InvalidDBInstanceState",
  when: (request) => isNewReplica(request) && sourceFor(request)?.outputs.backupRetentionPeriod === 0,
  message:
    "Automated backups are not enabled for this database instance. To enable automated backups, use ModifyDBInstance to set the backup retention period to a non-zero value.",
  source: "RDS API reference, CreateDBInstanceReadReplica; wording from public apply logs (2026-11)",
};

/** A key of the source's region does not count: it cannot be used in another one. */
const unencrypted: InstanceRefusal = {
  code: "InvalidParameterCombination",
  when: (request) =>
    isNewReplica(request) &&
    sourceFor(request)?.outputs.storageEncrypted === true &&
    sourceFor(request)?.region !== request.region &&
    request.inputs.kmsKeyId === undefined,
  message: "Cannot create a cross region unencrypted read replica from encrypted source.",
  source: "https://github.com/terraform-aws-modules/terraform-aws-rds/pull/428 (2022-08)",
};

const foreignKey: InstanceRefusal = {
  code: "KMSKeyNotAccessibleFault",
  when: ({ inputs: { kmsKeyId }, region }) => kmsKeyId !== undefined && regionOf(kmsKeyId) !== region,
  message: ({ inputs }) => databaseKey.missing.message(inputs.kmsKeyId ?? ""),
  source: "RDS API reference, CreateDBInstanceReadReplica, KmsKeyId: keys are specific to their region (2026-11)",
};

const ownNames: InstanceRefusal = {
  code: "InvalidParameterCombination",
  when: (request) =>
    isNewReplica(request) && [request.inputs.username, request.inputs.dbName].some((name) => name !== undefined),
  message: "A read replica takes username and dbName from its source: they cannot be specified.",
  source: {
    believed:
      "terraform-provider-aws, docs of aws_db_instance (2026-11): username and db_name cannot be specified for a replica; the wording is not AWS's",
  },
};

const ownPassword: InstanceRefusal = {
  code: "InvalidDBInstanceState",
  when: ({ inputs }) => inputs.replicateSourceDb !== undefined && inputs.password !== undefined,
  message: "The master user password of a read replica is its source's: it cannot be changed on the replica.",
  source: {
    believed:
      "the replica is read only, and its roles are the source's: RDS user guide, PostgreSQL read replicas (2026-11); the wording is not AWS's",
  },
};

const noRestoreSource: InstanceRefusal = {
  code: "DBInstanceNotFound",
  when: (request) => isRestored(request) && !backupsFor(request),
  message: ({ inputs: { restoreToPointInTime: restore } }) =>
    `DBInstance ${restore?.sourceDbInstanceIdentifier ?? restore?.sourceDbiResourceId} not found.`,
  source: "RDS API reference, RestoreDBInstanceToPointInTime; wording from public apply logs (2026-11)",
};

const nothingSaved: InstanceRefusal = {
  code: "PointInTimeRestoreNotEnabled",
  when: (request) => isRestored(request) && backupsFor(request)?.outputs.backupRetentionPeriod === 0,
  message: ({ inputs: { restoreToPointInTime: restore } }) =>
    `The DB instance ${restore?.sourceDbInstanceIdentifier ?? restore?.sourceDbiResourceId} has a backup retention period of 0.`,
  source: {
    believed:
      "the code and its meaning are RDS' service model's, PointInTimeRestoreNotEnabledFault (2026-11); the wording is not AWS's",
  },
};

const outsideWindow: InstanceRefusal = {
  code: "InvalidParameterValue",
  when: (request) => {
    const source = backupsFor(request);
    const time = request.inputs.restoreToPointInTime?.restoreTime;
    if (!isRestored(request) || !source || time === undefined) return false;
    const { identifier, backupRetentionPeriod: days = 1 } = instanceInputs.parse(source.inputs);
    return !reachBackTo(request.world, source, identifier, time, days);
  },
  message: ({ inputs }) =>
    `The restore time ${inputs.restoreToPointInTime?.restoreTime} lies outside the time to which the instance can be restored.`,
  source: {
    believed:
      "RDS API reference, RestoreDBInstanceToPointInTime: a time before LatestRestorableTime, within BackupRetentionPeriod (2026-11); the wording is not AWS's",
  },
};

const noTime: InstanceRefusal = {
  code: "InvalidParameterCombination",
  when: (request) => {
    const { restoreTime, useLatestRestorableTime = false } = request.inputs.restoreToPointInTime ?? {};
    return isRestored(request) && (restoreTime !== undefined) === useLatestRestorableTime;
  },
  message: "Specify either RestoreTime or UseLatestRestorableTime.",
  source: {
    believed:
      "RDS API reference, RestoreDBInstanceToPointInTime: neither goes with the other (2026-11); the wording is not AWS's",
  },
};

export const replicaRefusals: readonly InstanceRefusal[] = [
  noSource,
  unsavedSource,
  unencrypted,
  ownNames,
  ownPassword,
  foreignKey,
  noRestoreSource,
  nothingSaved,
  noTime,
  outsideWindow,
];
