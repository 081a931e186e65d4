/** What a bucket is for, by who refers to it: records and published pages need other care than data. */
import { isRecord } from "../judge/inputs.ts";
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";

export const bucket = "aws:s3/bucket:Bucket";
export const encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
export const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const distribution = "aws:cloudfront/distribution:Distribution";

/** Inputs by which services name the bucket that they write records to. */
const recorders = [
  ["aws:s3/bucketLogging:BucketLogging", "targetBucket"],
  ["aws:lb/loadBalancer:LoadBalancer", "accessLogs"],
  [distribution, "loggingConfig"],
] as const;

/** Records of requests: written by services of AWS, which encrypt them with S3's own key alone, and gone by age. */
export const holdsRecords = (stack: StackView, subject: Subject): boolean =>
  recorders.some(([type, input]) => namedBy(stack, type, input, subject));

/** Pages that everybody may read, made anew by whatever publishes them. */
export const isWebsite = (stack: StackView, subject: Subject): boolean =>
  namedBy(stack, distribution, "origins", subject);

/** Whatever is neither. */
export const holdsData = (stack: StackView, subject: Subject): boolean =>
  !holdsRecords(stack, subject) && !isWebsite(stack, subject);

/** Buckets that a configuration, lifecycle or policy belongs to; one of another stack is taken for data. */
export const partOfData = (stack: StackView, part: Subject): boolean =>
  stack.linked(part, "bucket", bucket).every((subject) => holdsData(stack, subject));

export const keepsVersions = (stack: StackView, subject: Subject): boolean =>
  stack.linking(subject, versioning, "bucket").length > 0;

function namedBy(stack: StackView, type: string, input: string, subject: Subject): boolean {
  const name = subject.inputs.attempt(() => subject.inputs.text("bucket"), "");
  const isNamed = (value: unknown): boolean =>
    typeof value === "string"
      ? name !== "" && (value === name || value.startsWith(`${name}.s3.`))
      : isRecord(value) && Object.values(value).some(isNamed);
  return stack
    .ofType(type)
    .some(
      (other) =>
        stack.linked(other, input, bucket).includes(subject) ||
        other.inputs.attempt(() => isNamed(other.inputs.get(input)), false),
    );
}
