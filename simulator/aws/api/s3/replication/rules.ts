/** A bucket's replication configuration, as S3 reads it: which rule a key falls under, and where its copies go. */
import * as z from "zod";
import type { World } from "../../../../world.ts";
import { encryptionOf } from "../buckets.ts";

export const replicationType = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

const status = z.object({ status: z.string() });
const tag = z.object({ key: z.string(), value: z.string() });

export const ruleSchema = z.looseObject({
  id: z.string().default(""),
  status: z.string(),
  priority: z.int().optional(),
  prefix: z.string().optional(),
  filter: z
    .looseObject({
      prefix: z.string().optional(),
      tag: tag.optional(),
      and: z
        .looseObject({ prefix: z.string().optional(), tags: z.record(z.string(), z.string()).optional() })
        .optional(),
    })
    .optional(),
  deleteMarkerReplication: status.optional(),
  existingObjectReplication: status.optional(),
  sourceSelectionCriteria: z
    .looseObject({ sseKmsEncryptedObjects: status.optional(), replicaModifications: status.optional() })
    .optional(),
  destination: z.looseObject({
    bucket: z.string(),
    account: z.string().optional(),
    encryptionConfiguration: z.looseObject({ replicaKmsKeyId: z.string() }).optional(),
    replicationTime: z.looseObject({ status: z.string(), time: z.object({ minutes: z.int() }) }).optional(),
    metrics: z
      .looseObject({ status: z.string(), eventThreshold: z.object({ minutes: z.int() }).optional() })
      .optional(),
  }),
});
export type Rule = z.output<typeof ruleSchema>;

export const configurationSchema = z.looseObject({
  bucket: z.string(),
  role: z.string(),
  rules: z.array(ruleSchema),
});

/** Name of the bucket behind an ARN. */
export const bucketOfArn = (arn: string): string => arn.replace(/^arn:[^:]+:s3:::/, "");

export const prefixOf = ({ prefix, filter }: Rule): string => filter?.prefix ?? filter?.and?.prefix ?? prefix ?? "";

export const hasTags = ({ filter }: Rule): boolean =>
  filter?.tag !== undefined || Object.keys(filter?.and?.tags ?? {}).length > 0;

export interface Route {
  readonly role: string;
  readonly rule: Rule;
  /** Bucket that the copies go to. */
  readonly destination: string;
}

/**
 * Where a change of a key goes: by the rule of the highest priority that holds for it; nothing where none does.
 * Objects under a key of KMS go only where the rule asks for them. Source: S3 user guide, "What does Amazon S3 replicate?" and
 * "Replicating encrypted objects" (2026-11).
 * @param marker  whether the change is a deletion
 */
export function routeOf(world: World, bucket: string, key: string, marker: boolean): Route | undefined {
  const found = world.find(replicationType, bucket);
  if (!found) return undefined;
  const { role, rules } = configurationSchema.parse(found.inputs);
  const encrypted = encryptionOf(world, bucket) !== undefined;
  const [rule] = rules
    .filter((each) => each.status === "Enabled" && !hasTags(each) && key.startsWith(prefixOf(each)))
    .toSorted((one, other) => (other.priority ?? 0) - (one.priority ?? 0));
  if (!rule) return undefined;
  if (marker && rule.deleteMarkerReplication?.status !== "Enabled") return undefined;
  if (!marker && encrypted && rule.sourceSelectionCriteria?.sseKmsEncryptedObjects?.status !== "Enabled")
    return undefined;
  return { role, rule, destination: bucketOfArn(rule.destination.bucket) };
}
