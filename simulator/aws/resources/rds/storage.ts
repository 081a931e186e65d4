/** What RDS refuses of an instance's storage. */
import type { Refusal } from "../../../cloud/definition.ts";
import type { InstanceInputs } from "./inputs.ts";

/** GiB from which gp3 takes a rate of its own, for PostgreSQL: RDS user guide, gp3 storage (2026-11). */
const striped = 400;

export const storageRefusals: readonly Refusal<InstanceInputs>[] = [
  {
    // gp3 volumes of PostgreSQL: RDS user guide, gp3 storage (2026-11).
    code: "InvalidParameterValue",
    when: ({ inputs: { allocatedStorage: storage } }) => storage !== undefined && (storage < 20 || storage > 65_536),
    message: ({ inputs }) =>
      `Invalid storage size for engine name postgres and storage type gp3: ${inputs.allocatedStorage}`,
    source: "RDS user guide, Amazon RDS DB instance storage; wording from public apply logs (2026-11)",
  },
  {
    code: "InvalidParameterCombination",
    when: ({ inputs: { allocatedStorage = striped, iops, storageThroughput, storageType } }) =>
      storageType === "gp3" && allocatedStorage < striped && (iops !== undefined || storageThroughput !== undefined),
    message: `You can't specify IOPS or storage throughput for engine postgres and a storage size less than ${striped}.`,
    source: "https://github.com/cloudtools/troposphere/issues/2141 (read 2026-11)",
  },
  {
    code: "InvalidParameterCombination",
    when: ({ inputs, old }) => Number(inputs.allocatedStorage) < Number(old?.outputs.allocatedStorage),
    message: "Invalid storage size: the allocated storage can't be reduced.",
    source: {
      believed: "RDS user guide, Increasing DB instance storage capacity: never less; the wording is not AWS's",
    },
  },
  {
    code: "InvalidParameterCombination",
    when: ({ inputs: { allocatedStorage = 0, maxAllocatedStorage = 0 } }) =>
      maxAllocatedStorage > 0 && maxAllocatedStorage <= allocatedStorage,
    message: "Max storage size must be greater than storage size",
    source: "https://github.com/ministryofjustice/cloud-platform-environments/pull/7483 (read 2026-11)",
  },
  {
    code: "InvalidParameterCombination",
    // A replica is asked with its key alone.
    when: ({ inputs }) =>
      inputs.kmsKeyId !== undefined && !inputs.storageEncrypted && inputs.replicateSourceDb === undefined,
    message: "You must enable StorageEncrypted when you specify KmsKeyId",
    source: "https://github.com/floci-io/floci/pull/2617 (read 2026-11): measured there against a live account",
  },
];
