import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { BucketReplicationConfig } from "@pulumi/aws/s3/bucketReplicationConfig.js";
import {
  all,
  ComponentResource,
  type ComponentResourceOptions,
  type CustomResourceOptions,
  type Output,
} from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import * as contract from "../contracts/objects.ts";
import { physicalName } from "../names.ts";
import { existingPolicy, type Pair, replicationPolicy, replicationTrust } from "./replication-policy.ts";

/**
 * S3 promises nearly all copies within this time; no other value is offered (S3 user guide, "Meeting compliance
 * requirements with S3 Replication Time Control", read 2026-11).
 */
const minutes = 15;

/**
 * Copies every new version in the buckets of another region to this platform's own, delete markers included. Deleting a
 * *version* is never copied, so who destroys one side leaves the other. What was there before the link is copied once by a job
 * of S3 Batch Replication, which is no resource (`docs/object-replication.md`).
 *
 * The configuration stands in the other region and stays there when the link is dropped, because nobody may have to be asked
 * there. Its role goes with the link: a region that returns then copies nothing over the new primary's objects.
 *
 * *Cost*: per GiB sent between regions and per request; replication time control per GiB; the copies' storage.
 */
export class ObjectReplication extends ComponentResource implements contract.ObjectReplication {
  constructor(name: string, context: Context, args: contract.ObjectReplicationArgs, options: ComponentResourceOptions) {
    super("longshore:aws:ObjectReplication", name, {}, options);
    const child = { parent: this };
    const service = serviceRole(name, context, "s3.amazonaws.com", child);
    const policy = all(contract.bucketKinds.map((kind) => pairOf(context, args, kind))).apply(replicationPolicy);
    const rights = new RolePolicy(name, { name: "replicate", role: service.name, policy }, child);
    existing(`${name}-existing`, context, args, child);
    for (const kind of contract.bucketKinds) {
      configuration(`${name}-${kind}`, args, kind, service.arn, {
        ...child,
        dependsOn: [rights],
        retainOnDelete: true,
      });
    }
    this.registerOutputs();
  }
}

const serviceRole = (
  name: string,
  { prefix }: Context,
  service: Parameters<typeof replicationTrust>[0],
  options: CustomResourceOptions,
) => new Role(name, { name: physicalName(64, prefix, name), assumeRolePolicy: replicationTrust(service) }, options);

/** For the job that copies what was there before. */
function existing(
  name: string,
  context: Context,
  { source }: contract.ObjectReplicationArgs,
  options: CustomResourceOptions,
): void {
  const role = serviceRole(name, context, "batchoperations.s3.amazonaws.com", options);
  const policy = existingPolicy(contract.bucketKinds.map((kind) => source.buckets[kind].id));
  new RolePolicy(name, { name: "replicate-existing", role: role.name, policy }, options);
}

function pairOf(
  { region }: Context,
  { source, destination }: contract.ObjectReplicationArgs,
  kind: contract.BucketKind,
): Output<Pair> {
  const from = source.buckets[kind];
  const { id, key } = destination.buckets[kind];
  return all([id, key]).apply(([bucket, replicaKey]) => ({
    source: { bucket: from.id, key: from.key, region: source.region },
    destination: { bucket, key: replicaKey, region },
  }));
}

function configuration(
  name: string,
  { source, destination }: contract.ObjectReplicationArgs,
  kind: contract.BucketKind,
  role: Output<string>,
  options: CustomResourceOptions,
): void {
  const to = destination.buckets[kind];
  new BucketReplicationConfig(
    name,
    {
      region: source.region,
      bucket: source.buckets[kind].name,
      role,
      rules: [
        {
          id: "to-recovery",
          status: "Enabled",
          priority: 1,
          filter: { prefix: "" },
          deleteMarkerReplication: { status: "Enabled" },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: {
            bucket: to.id,
            encryptionConfiguration: { replicaKmsKeyId: to.key },
            replicationTime: { status: "Enabled", time: { minutes } },
            metrics: { status: "Enabled", eventThreshold: { minutes } },
          },
        },
      ],
    },
    options,
  );
}
