/**
 * What happens to objects as they age. Nothing that people or backups wrote is ever deleted by age while it is the newest
 * version; which backups go is decided by their own retention.
 */
import type { BucketKind } from "../contracts/objects.ts";
import { restoresPath } from "../stores.ts";

/** Days that a rehearsed restore's files stay beside the live ones, where nobody took them away. */
const rehearsalDays = 7;
const monthDays = 30;

/**
 * Colder tiers by kind. Azure's archive tier, which takes hours to read, is not offered for accounts over three zones, so
 * archives stay in the cold tier, readable at once (Azure Storage, "Access tiers for blob data", November 2026).
 */
const tiers: Readonly<Record<BucketKind, object>> = {
  backups: { tierToCool: { daysAfterModificationGreaterThan: monthDays } },
  archives: { tierToCold: { daysAfterModificationGreaterThan: monthDays } },
  // Attachments: nobody knows which ones are opened again, so Azure watches, and brings back what is.
  files: {
    tierToCool: { daysAfterLastAccessTimeGreaterThan: monthDays },
    enableAutoTierToHotFromCool: true,
  },
  exports: { tierToCool: { daysAfterModificationGreaterThan: monthDays } },
};

/**
 * Rules of the account that holds one container, named after its kind. Azure drops uploads that were never finished by
 * itself, after a week.
 * @param oldVersionDays  age at which an old version is deleted. Azure counts from the day on which it was written, not
 *   from the day on which it was replaced: the account's soft delete, of as many days, then keeps it (`bucket.ts`)
 */
export function lifecycleRules(kind: BucketKind, oldVersionDays: number) {
  const rule = (name: string, prefix: string, actions: object) => ({
    name,
    type: "Lifecycle",
    enabled: true,
    definition: { filters: { blobTypes: ["blockBlob"], prefixMatch: [`${kind}/${prefix}`] }, actions },
  });
  return [
    rule("tidy", "", { version: { delete: { daysAfterCreationGreaterThan: oldVersionDays } } }),
    rule("tiers", "", { baseBlob: tiers[kind] }),
    ...(kind === "files"
      ? [
          rule("rehearsals", `${restoresPath}/`, {
            baseBlob: { delete: { daysAfterModificationGreaterThan: rehearsalDays } },
          }),
        ]
      : []),
  ];
}
