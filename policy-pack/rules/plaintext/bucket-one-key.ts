import { partOfData } from "../../aws/buckets.ts";
import { pillar } from "../../frameworks.ts";
import { bucketPolicy, mustDeny } from "../../iam/denials.ts";
import { inStack, type Rule } from "../../rule.ts";

export const bucketOneKey: Rule = {
  name: "bucket-one-key",
  threat: "plaintext",
  level: "advisory",
  severity: "medium",
  description: "A bucket takes no object under another key",
  why: "An object under a stranger's key is readable by the stranger and lost to us",
  frameworks: [pillar("security")],
  remedy: "keep the statements NoOtherEncryption and NoOtherKey in the bucket's policy",
  checks: {
    aws: [
      inStack(bucketPolicy, (policy, stack) =>
        !partOfData(stack, policy)
          ? []
          : [
              ...mustDeny(policy.inputs, "another encryption", {
                actions: ["s3:PutObject"],
                key: "s3:x-amz-server-side-encryption",
                operator: "StringNotEquals",
                values: ["aws:kms"],
              }),
              ...mustDeny(policy.inputs, "another key", {
                actions: ["s3:PutObject"],
                key: "s3:x-amz-server-side-encryption-aws-kms-key-id",
                operator: "StringNotEquals",
              }),
            ],
      ),
    ],
  },
};
