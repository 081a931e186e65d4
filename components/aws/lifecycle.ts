/**
 * What happens to objects as they age. Nothing that people or backups wrote is ever deleted by age while it is the newest
 * version; which backups go is decided by their own retention.
 */
import type { BucketKind } from "../contracts/objects.ts";
import { restoresPath } from "../stores.ts";

interface Transition {
  readonly days: number;
  readonly storageClass: string;
}

/** Days of an upload that was begun and never finished. */
const abandonedUploadDays = 7;

/**
 * Colder classes by kind. S3 takes objects into an infrequent-access class after 30 days at the earliest
 * (S3 user guide, "Transitioning objects using Amazon S3 Lifecycle", November 2026).
 */
const tiers: Readonly<Record<BucketKind, readonly Transition[]>> = {
  // A pack of restic that outlived a month is rarely rewritten, and a restore must not wait for it.
  backups: [{ days: 30, storageClass: "STANDARD_IA" }],
  // Monthly dumps: within a minute for a year, then within 12 hours.
  archives: [
    { days: 30, storageClass: "GLACIER_IR" },
    { days: 365, storageClass: "DEEP_ARCHIVE" },
  ],
  // Attachments: nobody knows which ones are opened again, so S3 watches.
  files: [{ days: 30, storageClass: "INTELLIGENT_TIERING" }],
  exports: [{ days: 30, storageClass: "STANDARD_IA" }],
};

/** Days that a rehearsed restore's files stay beside the live ones, where nobody took them away. */
const rehearsalDays = 7;

/** @param oldVersionDays  days after which a version that was overwritten or deleted goes for good */
export function lifecycleRules(kind: BucketKind, oldVersionDays: number) {
  return [
    {
      id: "tidy",
      status: "Enabled",
      filter: { prefix: "" },
      abortIncompleteMultipartUpload: { daysAfterInitiation: abandonedUploadDays },
      noncurrentVersionExpiration: { noncurrentDays: oldVersionDays },
      expiration: { expiredObjectDeleteMarker: true },
    },
    { id: "tiers", status: "Enabled", filter: { prefix: "" }, transitions: [...tiers[kind]] },
    ...(kind === "files"
      ? [
          {
            id: "rehearsals",
            status: "Enabled",
            filter: { prefix: `${restoresPath}/` },
            expiration: { days: rehearsalDays },
          },
        ]
      : []),
  ];
}
