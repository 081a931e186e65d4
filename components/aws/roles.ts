import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
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
  readonly role: Role;
  /** To wait for: a service that starts before its policies are attached fails, or stops half-way on deletion. */
  readonly policies: readonly RolePolicyAttachment[];
}

/** A role that a service of AWS works with. */
export function serviceRole(name: string, args: ServiceRoleArgs, options: CustomResourceOptions): ServiceRole {
  const role = new Role(name, { name: args.name, assumeRolePolicy: args.trust }, options);
  const policies = args.policies.map(
    (policy) =>
      new RolePolicyAttachment(
        `${name}-${policy.split("/").at(-1)}`,
        { role: role.name, policyArn: managedPolicy(policy) },
        options,
      ),
  );
  return { role, policies };
}
