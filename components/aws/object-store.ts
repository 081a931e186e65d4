import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/objects.ts";
import { bucket } from "./bucket.ts";

/**
 * Four buckets: backups and archives under the backup key, files and exports under the data key. Everything here is
 * protected, the buckets and what guards them: a destroy that leaves a bucket must not take its policy away.
 *
 * Requests are recorded by the account's CloudTrail data events (day-0 guide), not by a fifth bucket of access logs.
 *
 * *Cost*: per GiB and month by storage class, old versions included; per request; retrieval from the colder classes.
 */
export class ObjectStore extends ComponentResource implements contract.ObjectStore {
  readonly buckets: contract.ObjectStore["buckets"];

  /** @param args.archiveLockDays  caution: an archive that is written stays locked, whatever this says later */
  constructor(name: string, context: Context, args: contract.ObjectStoreArgs, options: ComponentResourceOptions) {
    super("longshore:aws:ObjectStore", name, {}, { ...options, protect: true });
    const make = (kind: contract.BucketKind) => bucket(`${name}-${kind}`, context, { ...args, kind }, { parent: this });
    this.buckets = {
      backups: make("backups"),
      archives: make("archives"),
      files: make("files"),
      exports: make("exports"),
    };
    this.registerOutputs();
  }
}
