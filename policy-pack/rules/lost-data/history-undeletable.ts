import { pillar } from "../../frameworks.ts";
import { bucketPolicy, mustDeny } from "../../iam/denials.ts";
import { inStack, type Rule } from "../../rule.ts";

export const historyUndeletable: Rule = {
  name: "history-undeletable",
  threat: "lost-data",
  level: "mandatory",
  severity: "high",
  description: "Old versions of backups and archives leave by the lifecycle only",
  why: "Else the credential that writes backups could erase them",
  frameworks: [pillar("reliability")],
  remedy: "keep the statement OldVersionsLeaveByLifecycleOnly in the policies of these buckets",
  checks: {
    aws: [
      inStack("aws:s3/bucket:Bucket", (bucket, stack) =>
        !["backups", "archives"].includes(bucket.inputs.text("tags.kind"))
          ? []
          : stack
              .linking(bucket, bucketPolicy, "bucket")
              .flatMap(({ inputs }) =>
                mustDeny(inputs, "deleting old versions", { actions: ["s3:DeleteObjectVersion"] }),
              ),
      ),
    ],
  },
};
