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
  description: "A bucket refuses requests without TLS, and TLS before 1.2",
  why: "Objects and signed links would cross the internet readable",
  frameworks: [cis("2.1.1"), securityHub("S3.5"), cisAzure("9.3.4"), cisAzure("9.3.6")],
  remedy:
    "keep the statement TlsOnly in the bucket's policy, or enableHttpsTrafficOnly and minimumTlsVersion on its account",
  checks: {
    aws: [
      // AWS itself takes nothing before TLS 1.2 ("TLS 1.2 to become the minimum TLS protocol level for all AWS API endpoints",
      // AWS Security Blog, read November 2026).
      onResource(bucketPolicy, ({ inputs }) =>
        mustDeny(inputs, "a request without TLS", {
          actions: ["s3:*"],
          key: "aws:SecureTransport",
          operator: "Bool",
          values: ["false"],
        }),
      ),
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
