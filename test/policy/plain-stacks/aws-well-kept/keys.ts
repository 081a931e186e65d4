import * as aws from "@pulumi/aws";
import type { CustomResourceOptions } from "@pulumi/pulumi";

const account = "210987654321";

/** A key that the account's IAM decides about, and log groups of the account. */
export const key = (name: string, options: CustomResourceOptions): aws.kms.Key =>
  new aws.kms.Key(
    name,
    {
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Account",
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${account}:root` },
            Action: "kms:*",
            Resource: "*",
          },
          {
            Sid: "Logs",
            Effect: "Allow",
            Principal: { Service: "logs.eu-central-1.amazonaws.com" },
            Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            Resource: "*",
            Condition: {
              ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-central-1:${account}:log-group:*` },
            },
          },
        ],
      }),
    },
    { ...options, protect: true },
  );

export const logGroup = (name: string, path: string, data: aws.kms.Key, options: CustomResourceOptions) =>
  new aws.cloudwatch.LogGroup(name, { name: path, kmsKeyId: data.arn, retentionInDays: 400 }, options);

/** A role that one service takes on, for this account. */
export const serviceRole = (
  name: string,
  service: string,
  options: CustomResourceOptions,
  bound = true,
): aws.iam.Role =>
  new aws.iam.Role(
    name,
    {
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: service },
            Action: "sts:AssumeRole",
            ...(bound && { Condition: { StringEquals: { "aws:SourceAccount": account } } }),
          },
        ],
      }),
    },
    options,
  );
