import { pillar } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const versioning = "aws:s3/bucketVersioning:BucketVersioning";

export const bucketVersioned: Rule = {
  name: "bucket-versioned",
  threat: "lost-data",
  level: "mandatory",
  severity: "high",
  description: "A bucket keeps what is overwritten or deleted",
  why: "A wrong script or stolen credential would delete files for good",
  frameworks: [pillar("reliability")],
  remedy: "keep BucketVersioning with status Enabled for every bucket",
  checks: {
    aws: [
      onResource(versioning, ({ inputs }) => inputs.must("versioningConfiguration.status", is("Enabled"))),
      inStack("aws:s3/bucket:Bucket", (bucket, stack) =>
        findingIf(stack.linking(bucket, versioning, "bucket").length === 0, "versioning", undefined, "Enabled"),
      ),
    ],
  },
};
