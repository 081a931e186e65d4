import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/objects.ts";
import { bucket } from "./bucket.ts";
import { deletionPolicy } from "./deletion.ts";
import { resourceGroup } from "./groups.ts";
import { keyUser } from "./key-users.ts";
import { own } from "./own.ts";
import { Secrets } from "./secrets.ts";

/** History is worth more than live data to whoever wants to extort, so it has a key of its own. */
const keyOf = { backups: "backup", archives: "backup", files: "data", exports: "data" } as const;

/**
 * Four storage accounts with a container each: backups and archives under the backup key, files and exports under the
 * data key. Everything here is protected, and Azure itself refuses to delete an account.
 *
 * Other networks' addresses get in only where copies of another stack's backups come from them, and only to backups and
 * archives. Azure applies such rules to no request from its own region, so a sender on Azure stands in another ("Restrictions
 * and limitations for Azure Storage firewall and virtual network configuration", Microsoft Learn, November 2026).
 *
 * Requests are recorded by diagnostic settings that a policy of the subscription puts on every account (day-0 guide).
 *
 * *Cost*: per GiB and month by tier, old versions included; per request; retrieval from the colder tiers; a private
 * endpoint for each account and hour.
 */
export class ObjectStore extends ComponentResource implements contract.ObjectStore {
  readonly buckets: contract.ObjectStore["buckets"];

  /**
   * @param args.archiveLockDays  caution: an archive that is written stays locked, whatever this says later; once the
   *   policy itself is locked, it can be made longer by command only
   */
  constructor(name: string, context: Context, args: contract.ObjectStoreArgs, options: ComponentResourceOptions) {
    super("longshore:azure:ObjectStore", name, {}, { ...options, protect: true });
    const child = { parent: this };
    const group = resourceGroup(name, context, "objects", child);
    const { keys } = own(args.secrets, Secrets);
    const users = {
      data: keyUser(`${name}-data-key`, context, { group, key: keys.data }, child),
      backup: keyUser(`${name}-backup-key`, context, { group, key: keys.backup }, child),
    };
    const deletion = deletionPolicy(name, context, child);
    const make = (kind: contract.BucketKind) => {
      const purpose = keyOf[kind];
      const place = { group, kind, key: keys[purpose], keyUser: users[purpose] };
      const senders = purpose === "backup" ? args.senders : undefined;
      return bucket(`${name}-${kind}`, context, { ...args, ...place, senders, deletion }, child);
    };
    this.buckets = {
      backups: make("backups"),
      archives: make("archives"),
      files: make("files"),
      exports: make("exports"),
    };
    this.registerOutputs();
  }
}
