/** What keeps an instance from being deleted. */
import type { Refusal } from "../../../cloud/definition.ts";
import type { InstanceInputs } from "./inputs.ts";

/** A final snapshot that an instance left. */
export const snapshotType = "simulator:rds/snapshot:Snapshot";

export const instanceKeeps: readonly Refusal<InstanceInputs>[] = [
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
