/** What RDS refuses of an instance, in its own words. */
import type { Refusal } from "../../../cloud/definition.ts";
import { parameterGroupTarget } from "./groups.ts";
import type { InstanceInputs } from "./inputs.ts";

type InstanceRefusal = Refusal<InstanceInputs>;

/** A final snapshot that an instance left. */
export const snapshotType = "simulator:rds/snapshot:Snapshot";

const majorOf = (version: string | undefined): string => version?.split(".")[0] ?? "";

const badPassword: InstanceRefusal = {
  code: "InvalidParameterValue",
  when: ({ inputs: { password } }) => password !== undefined && !/^[!-~]{8,128}$/.test(password.replace(/[/@"]/g, " ")),
  message:
    "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
  source: "RDS API reference, CreateDBInstance; wording from public apply logs (2026-11)",
};

const wrongFamily: InstanceRefusal = {
  code: "InvalidParameterCombination",
  when: ({ inputs, world }) => {
    const group = world.find(parameterGroupTarget.type, inputs.parameterGroupName ?? "");
    const wanted = `postgres${majorOf(inputs.engineVersion)}`;
    return Boolean(group && inputs.engineVersion && group.inputs.family !== wanted);
  },
  message: ({ inputs, world }) =>
    `The Parameter Group ${inputs.parameterGroupName} with DBParameterGroupFamily ${world.find(parameterGroupTarget.type, inputs.parameterGroupName ?? "")?.inputs.family} cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily postgres${majorOf(inputs.engineVersion)}`,
  source: "RDS API reference, CreateDBInstance; wording from public logs (2026-11)",
};

const otherEngine: InstanceRefusal = {
  code: "InvalidParameterValue",
  when: ({ inputs }) => inputs.replicateSourceDb === undefined && inputs.engine !== "postgres",
  message: ({ inputs }) => `Invalid DB engine: ${inputs.engine} (the simulator runs postgres only)`,
  source: "RDS API reference, CreateDBInstance (2026-11)",
};

/** gp3 volumes of PostgreSQL: RDS user guide, "gp3 storage" (2026-11). */
const storageRange: InstanceRefusal = {
  code: "InvalidParameterValue",
  when: ({ inputs: { allocatedStorage: storage } }) => storage !== undefined && (storage < 20 || storage > 65_536),
  message: ({ inputs }) =>
    `Invalid storage size for engine name postgres and storage type gp3: ${inputs.allocatedStorage}`,
  source: "RDS user guide, Amazon RDS DB instance storage (2026-11)",
};

const shrunk: InstanceRefusal = {
  code: "InvalidParameterCombination",
  when: ({ inputs, old }) => Number(inputs.allocatedStorage) < Number(old?.outputs.allocatedStorage),
  message: "Invalid storage size: the allocated storage can't be reduced.",
  source: "RDS user guide, Increasing DB instance storage capacity (2026-11)",
};

const lowCeiling: InstanceRefusal = {
  code: "InvalidParameterCombination",
  when: ({ inputs: { allocatedStorage = 0, maxAllocatedStorage = 0 } }) =>
    maxAllocatedStorage > 0 && maxAllocatedStorage < allocatedStorage,
  message: "Invalid max storage size: it must be greater than the allocated storage.",
  source: "RDS user guide, Managing capacity automatically with storage autoscaling (2026-11)",
};

const noMonitoringRole: InstanceRefusal = {
  code: "InvalidParameterCombination",
  when: ({ inputs }) => inputs.monitoringInterval > 0 && !inputs.monitoringRoleArn,
  message: "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.",
  source: "RDS API reference, CreateDBInstance (2026-11)",
};

const replicaOfUnsaved: InstanceRefusal = {
  code: "InvalidDBInstanceState",
  when: ({ inputs, world }) =>
    world
      .all("aws:rds/instance:Instance")
      .some(
        (other) => other.outputs.identifier === inputs.replicateSourceDb && other.outputs.backupRetentionPeriod === 0,
      ),
  message:
    "Automated backups are not enabled for this database instance. To enable automated backups, use ModifyDBInstance to set the backup retention period to a non-zero value.",
  source: "RDS API reference, CreateDBInstanceReadReplica (2026-11)",
};

export const instanceRefusals: readonly InstanceRefusal[] = [
  otherEngine,
  badPassword,
  wrongFamily,
  storageRange,
  shrunk,
  lowCeiling,
  noMonitoringRole,
  replicaOfUnsaved,
];

/** What keeps an instance from being deleted. */
export const instanceKeeps: readonly InstanceRefusal[] = [
  {
    code: "InvalidParameterCombination",
    when: ({ inputs }) => inputs.deletionProtection,
    message: "Cannot delete protected DB Instance, please disable deletion protection and try again.",
    source: "RDS user guide, Deleting a DB instance; wording from public logs (2026-11)",
  },
  {
    // The provider says this itself, before it calls RDS.
    code: "InvalidParameterCombination",
    when: ({ inputs }) => !inputs.skipFinalSnapshot && !inputs.finalSnapshotIdentifier,
    message: "final_snapshot_identifier is required when skip_final_snapshot is false",
    source: "terraform-provider-aws, internal/service/rds/instance.go (2026-11)",
  },
  {
    code: "DBSnapshotAlreadyExists",
    when: ({ inputs, world, account, region }) =>
      !inputs.skipFinalSnapshot &&
      world
        .all(snapshotType)
        .some(
          (taken) =>
            taken.id === inputs.finalSnapshotIdentifier && taken.account === account && taken.region === region,
        ),
    message: ({ inputs }) =>
      `Cannot create the snapshot because a snapshot with the identifier ${inputs.finalSnapshotIdentifier} already exists.`,
    source: "RDS API reference, DeleteDBInstance (2026-11)",
  },
];
