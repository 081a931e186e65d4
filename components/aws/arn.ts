/** Names of AWS resources that are known before the resources exist. */
import type { Context } from "../contracts/context.ts";

/** An ARN in the platform's region and account. */
export const arn = ({ region, account }: Context, service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

/** An ARN of IAM, which knows no region. */
export const iamArn = ({ account }: Context, resource: string): string => `arn:aws:iam::${account}:${resource}`;

/** A policy that AWS maintains. */
export const managedPolicy = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
