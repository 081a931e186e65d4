/** Parts of a network and keys as RDS and ElastiCache answer for them: they look up what they are given, in words of their own. */
import type { Target } from "../../cloud/definition.ts";
import * as ec2 from "./ec2/targets.ts";
import { keyArn } from "./kms.ts";

export const subnet: Target = {
  ...ec2.subnet,
  missing: {
    code: "InvalidParameterValue",
    message: (id) => `Some input subnets in :[${id}] are invalid.`,
    source: "RDS and ElastiCache API references, common errors; wording from public apply logs (2026-11)",
  },
};

export const securityGroup: Target = {
  ...ec2.securityGroup,
  missing: {
    code: "InvalidParameterValue",
    message: (id) => `Invalid security group , groupId= ${id}, groupName=.`,
    source:
      "RDS API reference, common errors; wording from public code (2026-11); for ElastiCache the same is believed",
  },
};

export const databaseKey: Target = {
  ...keyArn,
  missing: {
    code: "KMSKeyNotAccessibleFault",
    message: (arn) =>
      `The specified KMS key [${arn}] either doesn't exist, isn't enabled, or isn't accessible by the current user.`,
    source: "RDS API reference, CreateDBInstance; wording from public apply logs (2026-11)",
  },
};

export const cacheKey: Target = {
  ...keyArn,
  missing: {
    code: "InvalidParameterValue",
    message: (arn) => `The KMS key ${arn} does not exist or is not accessible.`,
    source: { believed: "ElastiCache API reference, CreateReplicationGroup; the wording is not AWS's" },
  },
};
