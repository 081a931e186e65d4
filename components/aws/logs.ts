import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";

/** Retentions that CloudWatch Logs knows, in days. Source: API reference of PutRetentionPolicy, November 2026. */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** The shortest retention that CloudWatch Logs offers and that is at least this long. */
export function logRetention(days: number): number {
  return retentions.find((offered) => offered >= days) ?? 3653;
}

export interface LogGroupArgs {
  /** As the service that writes it expects it, for example `/aws/eks/<cluster>/cluster`. */
  readonly name: string;
  /** Rounded up to what CloudWatch Logs offers. */
  readonly days: number;
  readonly key: Input<string>;
}

/**
 * An encrypted log group. It is made before the service that writes to it, which would else make one by itself: without
 * encryption and kept for ever.
 */
export function logGroup(name: string, args: LogGroupArgs, options: CustomResourceOptions): LogGroup {
  return new LogGroup(name, { name: args.name, retentionInDays: logRetention(args.days), kmsKeyId: args.key }, options);
}
