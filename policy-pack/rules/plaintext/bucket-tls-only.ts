import * as types from "../../azure/types.ts";
import { cis, cisAzure, securityHub } from "../../frameworks.ts";
import { bucketPolicy, mustDeny } from "../../iam/denials.ts";
import { is, oneOf } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

export const bucketTlsOnly: Rule = {
  name: "bucket-tls-only",
  threat: "plaintext",
  level: "mandatory",
  severity: "high",
  description: "A bucket refuses requests without TLS 1.2 or newer",
  why: "Objects and signed links would cross the internet readable",
  frameworks: [cis("2.1.1"), securityHub("S3.5"), cisAzure("9.3.4"), cisAzure("9.3.6")],
  remedy:
    "keep the statements TlsOnly and Tls12OrNewer in the bucket's policy, or enableHttpsTrafficOnly and minimumTlsVersion on its account",
  checks: {
    aws: [
      onResource(bucketPolicy, ({ inputs }) => [
        ...mustDeny(inputs, "a request without TLS", {
          actions: ["s3:*"],
          key: "aws:SecureTransport",
          operator: "Bool",
          values: ["false"],
        }),
        ...mustDeny(inputs, "TLS before 1.2", {
          actions: ["s3:*"],
          key: "s3:TlsVersion",
          operator: "NumericLessThan",
          values: ["1.2", "1.3"],
        }),
      ]),
      inStack("aws:s3/bucket:Bucket", (bucket, stack) =>
        findingIf(
          stack.linking(bucket, bucketPolicy, "bucket").length === 0,
          "bucket policy",
          undefined,
          "a policy that denies requests without TLS",
        ),
      ),
    ],
    azure: [
      onResource(types.storageAccount, ({ inputs }) => [
        ...inputs.must("enableHttpsTrafficOnly", is(true), true),
        ...inputs.must("minimumTlsVersion", oneOf("TLS1_2", "TLS1_3"), "TLS1_0"),
      ]),
    ],
  },
};
