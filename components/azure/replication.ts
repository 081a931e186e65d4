import { ObjectReplicationPolicy } from "@pulumi/azure-native/storage/objectReplicationPolicy.js";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import * as contract from "../contracts/objects.ts";
import { accountOf, groupNameOf } from "./blob-ids.ts";

/** Blobs older than the policy are copied too: the earliest time that Azure knows ("Configure object replication", read 2026-11). */
const everything = "1601-01-01T00:00:00Z";

/**
 * Copies every blob in the containers of another region to this platform's own, deletions included; blobs that were there
 * before, too. Azure promises no time. Old versions are kept on both sides, so who destroys one side leaves the other.
 *
 * A policy has two sides. Azure makes the destination's first and gives it an id, which the source's must carry. The
 * destination's goes with the link: until then nobody can write to its containers, afterwards a region that returns copies
 * nothing over the new primary's blobs. The source's stays in the other region, because nobody may have to be asked there.
 *
 * The source's accounts need their change feed, which they have where the platform's tier is `cross-region`.
 * Source: "Object replication for block blobs", Microsoft Learn, read 2026-11.
 *
 * *Cost*: per GiB sent between regions, per read and write on both sides, the change feed, the copies' storage.
 */
export class ObjectReplication extends ComponentResource implements contract.ObjectReplication {
  constructor(
    name: string,
    _context: Context,
    args: contract.ObjectReplicationArgs,
    options: ComponentResourceOptions,
  ) {
    super("longshore:azure:ObjectReplication", name, {}, options);
    for (const kind of contract.bucketKinds) this.#replicate(`${name}-${kind}`, args, kind);
    this.registerOutputs();
  }

  #replicate(name: string, { source, destination }: contract.ObjectReplicationArgs, kind: contract.BucketKind): void {
    const [from, to] = [source.buckets[kind], destination.buckets[kind]];
    const accounts = { sourceAccount: accountOf(from.id), destinationAccount: to.id.apply(accountOf) };
    const containers = { sourceContainer: from.name, destinationContainer: to.name };
    const filters = { minCreationTime: everything };
    const incoming = new ObjectReplicationPolicy(
      `${name}-in`,
      {
        resourceGroupName: to.id.apply(groupNameOf),
        accountName: to.account,
        objectReplicationPolicyId: "default",
        ...accounts,
        rules: [{ ...containers, filters }],
      },
      { parent: this },
    );
    new ObjectReplicationPolicy(
      `${name}-out`,
      {
        resourceGroupName: groupNameOf(from.id),
        accountName: from.account,
        objectReplicationPolicyId: incoming.policyId,
        ...accounts,
        rules: incoming.rules.apply((rules = []) =>
          rules.flatMap(({ ruleId }) => (ruleId === undefined ? [] : [{ ruleId, ...containers, filters }])),
        ),
      },
      { parent: this, retainOnDelete: true },
    );
  }
}
