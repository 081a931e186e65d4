import { kindOf } from "../../azure/accounts.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import type { StackView } from "../../judge/stack-view.ts";
import type { Subject } from "../../judge/subject.ts";
import { inStack, type Rule } from "../../rule.ts";

const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const backupInstance = "azure-native:dataprotection:BackupInstance";
const bucketsOf = (stack: StackView, kind: string) =>
  stack.ofType("aws:s3/bucket:Bucket").filter(({ inputs }) => inputs.text("tags.kind") === kind);

/** Where keys exist already, the same ARN; before that, the same key resource. */
function sharesKey(stack: StackView, bucket: Subject): boolean {
  const keysOf = (each: Subject) =>
    stack
      .linking(each, encryption, "bucket")
      .flatMap((configuration) => stack.linked(configuration, "rules", "aws:kms/key:Key").map(({ urn }) => urn));
  const own = keysOf(bucket);
  return [...bucketsOf(stack, "files"), ...bucketsOf(stack, "exports")]
    .flatMap(keysOf)
    .some((key) => own.includes(key));
}

export const databaseBackupBucket: Rule = {
  name: "database-backup-bucket",
  threat: "missing-backups",
  level: "mandatory",
  severity: "high",
  description: "A database has backups outside of itself, under a key of their own",
  why: "Snapshots die with the account; the tenants' own backups do not",
  frameworks: [pillar("reliability"), azurePillar("reliability")],
  remedy: "keep the ObjectStore with its bucket tagged kind: backups",
  checks: {
    aws: [
      inStack("aws:rds/instance:Instance", (_, stack) => {
        const backups = bucketsOf(stack, "backups");
        const planned = stack.ofType("aws:backup/selection:Selection").length > 0;
        return [
          ...findingIf(
            backups.length === 0 && !planned,
            "backups",
            "the database's own alone",
            "a bucket tagged kind: backups, or a selection of AWS Backup",
          ),
          ...findingIf(
            backups.some((bucket) => sharesKey(stack, bucket)),
            "key of the backups",
            "also the key of live data",
            "a key of their own",
          ),
        ];
      }),
    ],
    azure: [
      inStack(types.databaseServer, (_, stack) => {
        const accounts = (...kinds: readonly string[]) =>
          stack.ofType(types.storageAccount).filter((account) => kinds.includes(kindOf(account)));
        const keyOf = ({ inputs }: Subject) => inputs.text("encryption.keyVaultProperties.keyName");
        const live = accounts("files", "exports").map(keyOf);
        return [
          ...findingIf(
            accounts("backups").length === 0 && stack.ofType(backupInstance).length === 0,
            "backups",
            "the server's own alone",
            "a storage account tagged kind: backups, or a BackupInstance in a vault",
          ),
          ...findingIf(
            accounts("backups", "archives").some((account) => live.includes(keyOf(account))),
            "key of the backups",
            "also the key of live data",
            "a key of their own",
          ),
        ];
      }),
    ],
  },
};
