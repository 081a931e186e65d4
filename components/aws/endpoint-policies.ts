/** What may pass a private endpoint: only this account's identities, and only towards what they need. */
import type { Context } from "../contracts/context.ts";
import { policyDocument } from "./policy-document.ts";

/** Stolen credentials of another account cannot carry data out through the endpoint. */
export const accountOnly = (context: Context): string =>
  policyDocument([
    {
      Sid: "OwnIdentitiesOnly",
      Effect: "Allow",
      Principal: "*",
      Action: "*",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": context.account } },
    },
  ]);

/**
 * Objects in this account's buckets, and the layers of images, which ECR keeps in a bucket of its own and hands out as
 * signed links.
 * Source: ECR user guide, "Amazon ECR interface VPC endpoints", minimum bucket permissions, November 2026.
 */
export const objectsOfAccount = (context: Context): string =>
  policyDocument([
    {
      Sid: "OwnBucketsOnly",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:PrincipalAccount": context.account, "aws:ResourceAccount": context.account },
      },
    },
    {
      Sid: "LayersOfImages",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::prod-${context.region}-starport-layer-bucket/*`,
    },
  ]);
