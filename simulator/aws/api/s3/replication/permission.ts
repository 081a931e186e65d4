/**
 * What S3 may do in the name of the role that the configuration names, by the very policies that Pulumi emitted: S3 user
 * guide, "Setting up permissions for live replication" and "Replicating encrypted objects" (2026-11).
 */
import type { SimulatedResource } from "../../../../world.ts";
import type { Session } from "../../../iam/principal.ts";
import { assumeRole } from "../../assume-role.ts";
import { findKey } from "../../authorise.ts";
import type { Services } from "../../call.ts";
import { AwsError } from "../../errors.ts";
import { requireOn } from "../authorise.ts";
import { type BucketEncryption, encryptionOf } from "../buckets.ts";
import type { Route } from "./rules.ts";

export interface Transfer {
  readonly route: Route;
  readonly source: SimulatedResource;
  readonly destination: SimulatedResource;
  readonly key: string;
  /** Whether it is a deletion. */
  readonly marker: boolean;
  /** Whether the object has a lock of its own. */
  readonly locked: boolean;
}

/** Seconds of a session; S3 asks for new ones as it likes. */
const sessionSeconds = 3600;
const context = { "aws:securetransport": "true", "aws:viaawsservice": "true" };

/** @throws AwsError AccessDenied, with IAM's reason */
export function requireTransfer(services: Services, transfer: Transfer): void {
  const { route, source, destination, key, marker, locked } = transfer;
  const principal = sessionOf(services, route.role);
  const need = (bucket: SimulatedResource, path: string, actions: readonly string[]) => {
    for (const action of actions)
      requireOn(services.world, services.authoriser, { principal, action, bucket, key: path, context });
  };
  need(source, "", ["s3:GetReplicationConfiguration", "s3:ListBucket"]);
  need(source, key, ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl"]);
  if (locked) need(source, key, ["s3:GetObjectRetention", "s3:GetObjectLegalHold"]);
  need(destination, key, [marker ? "s3:ReplicateDelete" : "s3:ReplicateObject"]);
  if (!marker) requireKeys(services, principal, transfer);
}

function sessionOf({ world, authoriser }: Services, role: string): Session {
  const service = { kind: "service", name: "s3.amazonaws.com" } as const;
  const wish = { role, session: "s3-replication", seconds: sessionSeconds, tags: {}, transitiveTags: [] };
  return assumeRole(world, authoriser, service, wish);
}

function requireKeys({ world, authoriser }: Services, principal: Session, transfer: Transfer): void {
  const { route, source, destination, key } = transfer;
  const use = (bucket: SimulatedResource, of: BucketEncryption, action: string) => {
    const arn = `arn:aws:s3:::${bucket.outputs.bucket}`;
    const about = { "kms:encryptioncontext:aws:s3:arn": of.bucketKey ? arn : `${arn}/${key}` };
    authoriser.requireKey("s3", { principal, context: { ...context, ...about } }, of.key, action, "s3");
  };
  const from = encryptionOf(world, String(source.outputs.bucket));
  if (from) use(source, from, "kms:Decrypt");
  const wanted = route.rule.destination.encryptionConfiguration?.replicaKmsKeyId;
  if (wanted === undefined) return;
  const replicaKey = findKey(world, wanted);
  // S3 takes any key when it is configured, and finds out when it copies.
  if (replicaKey?.region !== destination.region)
    throw new AwsError("KMS.NotFoundException", 400, `${destination.region} has no key ${wanted}`);
  const bucketKey = encryptionOf(world, String(destination.outputs.bucket))?.bucketKey ?? false;
  use(destination, { key: replicaKey, bucketKey }, "kms:Encrypt");
  // "The call to kms:Decrypt verifies the integrity of the S3 Bucket Key before using it."
  if (bucketKey) use(destination, { key: replicaKey, bucketKey }, "kms:Decrypt");
}
