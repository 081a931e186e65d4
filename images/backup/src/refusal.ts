/** What an object store's refusal asks of people. */

/**
 * Error codes and their messages as restic and rclone repeat them: S3's as minio-go 7.0.95 lists them (`s3-error.go`), of a
 * full store as MinIO answers (github.com/minio/minio/issues/6795, read 2026-11-22), and HTTP's own. A pod's token is refused by STS
 * in the words of `AssumeRoleWithWebIdentity` (its API reference) and by Entra with a number ("Microsoft Entra authentication and
 * authorization error codes", read 2026-11).
 */
const refusals: readonly (readonly [RegExp, string])[] = [
  [
    /RequestTimeTooSkewed|difference between the request time/,
    "set the clock of the machine that ran this, the store's is another",
  ],
  [
    /StorageFull|minimum free disk threshold|InsufficientStorage|(StatusCode: |RESPONSE )507/,
    "make room in the object store or raise its quota; a prune frees what no backup needs",
  ],
  [
    /InvalidAccessKeyId|access key ID you provided|SignatureDoesNotMatch|signature we calculated|ExpiredToken/i,
    "run again with the credentials that hold now; those of this run were changed or have run out",
  ],
  [
    /AssumeRoleWithWebIdentity|InvalidIdentityToken|AADSTS\d+/,
    "see whether the identity trusts this cluster and this pod's service account: run `longshore link` and `up` of both stacks again",
  ],
  [
    /Access ?Denied|(StatusCode: |RESPONSE )403/,
    "check the identity's rights as images/backup/README.md lists them, and those to the bucket's key",
  ],
  [/SlowDown|ServiceUnavailable|(StatusCode: |RESPONSE )503|connection refused|connection reset/, "run again later"],
];

/** @returns the next step; nothing where the text is no refusal of a store */
export const afterRefusal = (text: string): string | undefined => refusals.find(([words]) => words.test(text))?.[1];
