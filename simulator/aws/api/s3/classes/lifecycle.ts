/** The storage class of an object as its bucket's lifecycle configuration has it, by its age. */
import * as z from "zod";
import type { World } from "../../../../world.ts";

const configuration = z.object({
  rules: z.array(
    z.object({
      status: z.string(),
      filter: z.object({ prefix: z.string().optional() }).optional(),
      transitions: z.array(z.object({ days: z.number().optional(), storageClass: z.string() })).optional(),
    }),
  ),
});

export type Rules = z.output<typeof configuration>["rules"];

/** What has to be brought back before it can be read (S3 user guide, "Archive retrieval options", 2026-11). */
export const cold: readonly string[] = ["GLACIER", "DEEP_ARCHIVE"];

/** Smaller objects stay where they are (S3 user guide, "Transitioning objects using Amazon S3 Lifecycle", 2026-11). */
const smallest = 128 * 1024;

export function rulesOf(world: World, bucket: string): Rules {
  const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
  const found = world.all(type).find(({ outputs }) => outputs.bucket === bucket);
  return found ? configuration.parse(found.outputs).rules : [];
}

/** @param days  since it was written */
export function classOf(rules: Rules, object: { key: string; bytes: number; days: number }): string {
  if (object.bytes < smallest) return "STANDARD";
  const reached = rules
    .filter(({ status, filter }) => status === "Enabled" && object.key.startsWith(filter?.prefix ?? ""))
    .flatMap(({ transitions = [] }) => transitions.map(({ days = 0, storageClass }) => ({ days, storageClass })))
    .filter(({ days }) => days <= object.days);
  return reached.toSorted((one, other) => one.days - other.days).at(-1)?.storageClass ?? "STANDARD";
}
