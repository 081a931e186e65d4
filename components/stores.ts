import type { ComponentResourceOptions, Resource } from "@pulumi/pulumi";
import type {
  Cloud,
  Context,
  Database,
  DatabaseArgs,
  Network,
  ObjectStore,
  ObjectStoreArgs,
  Secrets,
  SecretsArgs,
} from "./contracts.ts";
import { tenantTags } from "./tags.ts";

/** Folder of the files bucket in which rehearsed restores put what they bring back, beside the tenants' live files. */
export const restoresPath = "restores";

/** What holds data: shared by the tenants of a platform, or one tenant's own. */
export interface Stores {
  readonly secrets: Secrets;
  readonly objects: ObjectStore;
  readonly database: Database;
}

export interface StoresArgs {
  readonly secrets: SecretsArgs;
  readonly objects: Omit<ObjectStoreArgs, "secrets" | "network">;
  readonly database: Omit<DatabaseArgs, "secrets" | "network">;
}

/** The stores of a platform, for its shared tenants. */
export function sharedStores(
  cloud: Cloud,
  context: Context,
  args: StoresArgs,
  { secrets, network }: { readonly secrets: Secrets; readonly network: Network },
  options: ComponentResourceOptions,
): Stores {
  return {
    secrets,
    objects: new cloud.ObjectStore("objects", context, { ...args.objects, secrets, network }, options),
    database: new cloud.Database("database", context, { ...args.database, secrets, network }, options),
  };
}

/**
 * Keys, buckets and database server of one tenant that shares them with nobody. They have the sizes and rules of the
 * platform's own; names and cost tags carry the tenant's.
 */
export function dedicatedStores(
  cloud: Cloud,
  { name: tenant, businessUnit }: { readonly name: string; readonly businessUnit: string },
  platform: Context,
  args: StoresArgs,
  network: Network,
  parent: Resource,
): Stores {
  const tags = { ...platform.tags, ...tenantTags(tenant, businessUnit) };
  const context = { ...platform, prefix: `${platform.prefix}-${tenant}`, tags };
  const options = { parent, providers: [cloud.provider(`${tenant}-${context.cloud}`, context)] };
  const secrets = new cloud.Secrets(`${tenant}-secrets`, context, args.secrets, options);
  network.reach(secrets);
  return {
    secrets,
    objects: new cloud.ObjectStore(`${tenant}-objects`, context, { ...args.objects, secrets, network }, options),
    database: new cloud.Database(`${tenant}-database`, context, { ...args.database, secrets, network }, options),
  };
}
