/**
 * What a cloud must give to a platform. `aws/` and `azure/` hold one class for each interface below, under the same file
 * names; `platform.ts` composes them and never learns which cloud it stands on.
 *
 * Arguments are plain typed values (never `pulumi.Config`), all of them required: their defaults are the recipes of the
 * environments (`stacks/recipes.ts`). Outputs are what `gitops/` and the operator need to know. Who may do what is in
 * `identities.ts`.
 * What one cloud cannot do is an error raised by its class, never a silent no-op.
 */

import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import type { Identity, IdentityArgs } from "../identities.ts";
import type { Budget, BudgetArgs } from "./budget.ts";
import type { Cache, CacheArgs } from "./cache.ts";
import type { Cluster, ClusterArgs } from "./cluster.ts";
import type { Context } from "./context.ts";
import type { Database, DatabaseArgs } from "./database.ts";
import type { Dns, DnsArgs, PrimaryRecord, PrimaryRecordArgs } from "./dns.ts";
import type { Network, NetworkArgs } from "./network.ts";
import type {
  ObjectReplication,
  ObjectReplicationArgs,
  ObjectStore,
  ObjectStoreArgs,
  Receiver,
  ReceiverArgs,
} from "./objects.ts";
import type { Secrets, SecretsArgs } from "./secrets.ts";

type Part<Args, Result> = new (name: string, context: Context, args: Args, options: ComponentResourceOptions) => Result;

/** What `components/<cloud>/index.ts` exports. */
export interface Cloud {
  readonly Network: Part<NetworkArgs, Network>;
  readonly Secrets: Part<SecretsArgs, Secrets>;
  readonly ObjectStore: Part<ObjectStoreArgs, ObjectStore>;
  readonly ObjectReplication: Part<ObjectReplicationArgs, ObjectReplication>;
  readonly Receiver: Part<ReceiverArgs, Receiver>;
  readonly Database: Part<DatabaseArgs, Database>;
  readonly Cache: Part<CacheArgs, Cache>;
  readonly Cluster: Part<ClusterArgs, Cluster>;
  readonly Identity: Part<IdentityArgs, Identity>;
  readonly Dns: Part<DnsArgs, Dns>;
  readonly PrimaryRecord: Part<PrimaryRecordArgs, PrimaryRecord>;
  readonly Budget: Part<BudgetArgs, Budget>;
  /** The provider that all of the above run under; it refuses any account but `context.account`. */
  provider(name: string, context: Context): ProviderResource;
}
