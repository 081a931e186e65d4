import type { Context } from "../contracts/context.ts";
import { arn, iamArn } from "./arn.ts";
import { policyDocument, type Statement } from "./policy-document.ts";

/**
 * Policy of a key: IAM of the account decides who uses it (else nobody could ever change the policy again), and
 * CloudWatch Logs encrypts the platform's log groups with the key for live data. In a key's policy `*` means this key.
 * Source: CloudWatch Logs user guide, "Encrypt log data using AWS KMS", November 2026.
 */
export function keyPolicy(context: Context, purpose: "data" | "backup"): string {
  const account: Statement = {
    Sid: "AccountDecidesByIam",
    Effect: "Allow",
    Principal: { AWS: iamArn(context, "root") },
    Action: "kms:*",
    Resource: "*",
  };
  const logs: Statement = {
    Sid: "LogGroupsOfThisAccount",
    Effect: "Allow",
    Principal: { Service: `logs.${context.region}.amazonaws.com` },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    Resource: "*",
    Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arn(context, "logs", "log-group:*") } },
  };
  return policyDocument(purpose === "data" ? [account, logs] : [account]);
}
