import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { bucketPolicy, mustDeny } from "../../iam/denials.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

export const historyUndeletable: Rule = {
  name: "history-undeletable",
  threat: "lost-data",
  level: "mandatory",
  severity: "high",
  description: "Old versions of backups and archives leave by the lifecycle only",
  why: "Else the credential that writes backups could erase them",
  frameworks: [pillar("reliability"), azurePillar("reliability")],
  remedy:
    "keep the statement OldVersionsLeaveByLifecycleOnly in the policies of these buckets; on Azure give no role the right to delete versions",
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
    azure: [
      onResource(types.roleDefinition, ({ inputs }) =>
        inputs.each("permissions", (permission) => {
          const erasing = permission
            .texts("dataActions")
            .filter((action) =>
              /\/(deleteBlobVersion|permanentDelete|runAsSuperUser|immutableStorage\/[^/]+)\/action$/i.test(action),
            );
          return findingIf(erasing.length > 0, "dataActions", erasing, "none that erases a version");
        }),
      ),
      onResource(types.blobService, ({ inputs }) =>
        inputs.must("deleteRetentionPolicy.allowPermanentDelete", is(false), false),
      ),
    ],
  },
};
