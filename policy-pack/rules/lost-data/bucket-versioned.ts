import { bucket, holdsData, keepsVersions, versioning } from "../../aws/buckets.ts";
import { holdsObjects } from "../../azure/accounts.ts";
import * as types from "../../azure/types.ts";
import { cisAzure, pillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

export const bucketVersioned: Rule = {
  name: "bucket-versioned",
  threat: "lost-data",
  level: "mandatory",
  severity: "high",
  description: "A bucket keeps what is overwritten or deleted",
  why: "A wrong script or stolen credential would delete files for good",
  frameworks: [pillar("reliability"), cisAzure("9.2.1"), cisAzure("9.2.2"), cisAzure("9.2.3")],
  remedy: "keep BucketVersioning with status Enabled for every bucket; on Azure versioning and soft delete",
  checks: {
    aws: [
      onResource(versioning, ({ inputs }) => inputs.must("versioningConfiguration.status", is("Enabled"))),
      inStack(bucket, (subject, stack) =>
        findingIf(holdsData(stack, subject) && !keepsVersions(stack, subject), "versioning", undefined, "Enabled"),
      ),
    ],
    azure: [
      onResource(types.blobService, ({ inputs }) => [
        ...inputs.must("isVersioningEnabled", is(true), false),
        ...inputs.must("deleteRetentionPolicy.enabled", is(true), false),
        ...inputs.must("containerDeleteRetentionPolicy.enabled", is(true), false),
      ]),
      inStack(types.storageAccount, (account, stack) =>
        findingIf(
          holdsObjects(account) && stack.linking(account, types.blobService, "accountName").length === 0,
          "versioning",
          undefined,
          "BlobServiceProperties with isVersioningEnabled",
        ),
      ),
    ],
  },
};
