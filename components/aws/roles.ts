import * as aws from "@pulumi/aws";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { managedPolicy } from "./arn.ts";

export interface ServiceRoleArgs {
  readonly name: string;
  /** Policy document that says who may assume it. */
  readonly trust: string;
  /** Policies that AWS maintains for this very purpose, by name. */
  readonly policies: readonly string[];
}

export interface ServiceRole {
  readonly role: aws.iam.Role;
  /** To wait for: a service that starts before its policies are attached fails, or stops half-way on deletion. */
  readonly policies: readonly aws.iam.RolePolicyAttachment[];
}

/** A role that a service of AWS works with. */
export function serviceRole(name: string, args: ServiceRoleArgs, options: CustomResourceOptions): ServiceRole {
  const role = new aws.iam.Role(name, { name: args.name, assumeRolePolicy: args.trust }, options);
  const policies = args.policies.map(
    (policy) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-${policy.split("/").at(-1)}`,
        { role: role.name, policyArn: managedPolicy(policy) },
        options,
      ),
  );
  return { role, policies };
}
