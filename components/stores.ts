import type { ComponentResourceOptions, Resource } from "@pulumi/pulumi";
import type { Cloud } from "./contracts/cloud.ts";
import type { Context } from "./contracts/context.ts";
import type { Database, DatabaseArgs } from "./contracts/database.ts";
import type { Network } from "./contracts/network.ts";
import type { ObjectStore, ObjectStoreArgs } from "./contracts/objects.ts";
import type { Secrets, SecretsArgs } from "./contracts/secrets.ts";
import type { Passwords } from "./passwords.ts";
import { type LinkArgs, senderOf } from "./peer.ts";
import { tenantTags } from "./tags.ts";
import type { TenantArgs } from "./tenant.ts";

/** Folder of the files bucket in which rehearsed restores put what they bring back, beside the tenants' live files. */
export const restoresPath = "restores";

/** What holds data: shared by the tenants of a platform, or one tenant's own. */
export interface Stores {
  /** The platform's, or with a tenant's own prefix and tags. */
  readonly context: Context;
  readonly secrets: Secrets;
  readonly objects: ObjectStore;
  readonly database: Database;
}

export interface StoresArgs {
  readonly secrets: SecretsArgs;
  readonly objects: Omit<ObjectStoreArgs, "secrets" | "network" | "senders">;
  readonly database: Omit<DatabaseArgs, "secrets" | "network" | "passwords" | "origin" | "generation" | "rewindTo">;
  /** To the stack that recovers this one, or is recovered by it. */
  readonly link: LinkArgs | undefined;
}

/**
 * What a stack's databases are made from: replicas of the peer's, as long as the stack recovers it. They part from them when
 * the record has turned: a run that ends in between leaves nobody primary, and not two.
 * @param record  that names the primary, where this stack makes it
 * @param tenant  that has stores of its own; default the platform's
 * @throws Error where the facts of the link know nothing of a recovery's tenant
 */
export function originOf(
  { role }: Pick<Context, "role">,
  link: LinkArgs | undefined,
  record: Resource | undefined,
  tenant?: string,
): Pick<DatabaseArgs, "origin" | "generation"> {
  const generation = link?.generation ?? 1;
  if (!link?.primary || link.by === "backups") return { generation };
  const stores = tenant === undefined ? link.primary.shared : link.primary.dedicated[tenant];
  const follows = role === "recovery";
  if (stores) return { generation, origin: { source: stores.database, follows, after: record } };
  if (follows) throw new Error(`${tenant} is newer than the facts of ${link.peer}: run \`npx longshore link\` again`);
  return { generation };
}

const objectArgs = (context: Context, { objects, link }: StoresArgs) => ({
  ...objects,
  // Said even where it is nobody any more: Azure keeps rules that are not taken back.
  ...(link?.by === "backups" ? { senders: senderOf(context, link)?.egressAddresses ?? [] } : {}),
});

interface SharedParts {
  /** Second to which a shared tenant's database goes back; default none does. */
  readonly rewindTo?: string | undefined;
  readonly secrets: Secrets;
  readonly network: Network;
  readonly passwords: Passwords;
  /** Names this stack as primary; none while it recovers another one, or where there is no other one. */
  readonly record: Resource | undefined;
}

/** The stores of a platform, for its shared tenants. */
export function sharedStores(
  cloud: Cloud,
  context: Context,
  args: StoresArgs,
  { secrets, network, passwords, record, rewindTo }: SharedParts,
  options: ComponentResourceOptions,
): Stores {
  const origin = originOf(context, args.link, record);
  const database = { ...args.database, ...origin, secrets, network, passwords, rewindTo };
  return {
    context,
    secrets,
    objects: new cloud.ObjectStore("objects", context, { ...objectArgs(context, args), secrets, network }, options),
    database: new cloud.Database("database", context, database, options),
  };
}

/**
 * Keys, buckets and database server of one tenant that shares them with nobody. They have the sizes and rules of the
 * platform's own; names and cost tags carry the tenant's.
 */
export function dedicatedStores(
  cloud: Cloud,
  { name: tenant, businessUnit, rewindTo }: Pick<TenantArgs, "name" | "businessUnit" | "rewindTo">,
  platform: Context,
  args: StoresArgs,
  { network, passwords, record }: Omit<SharedParts, "secrets" | "rewindTo">,
  parent: Resource,
): Stores {
  const tags = { ...platform.tags, ...tenantTags(tenant, businessUnit) };
  const context = { ...platform, prefix: `${platform.prefix}-${tenant}`, tags };
  const options = { parent, providers: [cloud.provider(`${tenant}-${context.cloud}`, context)] };
  const secrets = new cloud.Secrets(`${tenant}-secrets`, context, args.secrets, options);
  network.reach(secrets);
  const origin = originOf(context, args.link, record, tenant);
  const database = { ...args.database, ...origin, secrets, network, passwords, rewindTo };
  return {
    context,
    secrets,
    objects: new cloud.ObjectStore(
      `${tenant}-objects`,
      context,
      { ...objectArgs(context, args), secrets, network },
      options,
    ),
    database: new cloud.Database(`${tenant}-database`, context, database, options),
  };
}
