import {
  ComponentResource,
  type ComponentResourceOptions,
  type CustomResourceOptions,
  interpolate,
  type Output,
} from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { CacheUser, Isolation, SecretReference } from "./contracts.ts";
import { type TenantFacts, tenantNamespace } from "./gitops/facts.ts";
import type { Identity, WorkloadIdentity } from "./identities.ts";
import type { Stores } from "./stores.ts";
import { tenantTags } from "./tags.ts";
import { tenantIdentities } from "./tenant-identities.ts";

export interface TenantArgs {
  /** 1 to 30 of `a-z 0-9 -`; a part of every name that the tenant gets. */
  readonly name: string;
  readonly businessUnit: string;
  readonly isolation: Isolation;
  readonly ring: string;
}

export interface TenantPlace {
  /** The platform's, or its own where isolation is `dedicated`. */
  readonly stores: Stores;
  readonly identity: Identity;
  /** External Secrets, which assumes the tenant's identity to read its secrets. */
  readonly externalSecrets: WorkloadIdentity;
}

/**
 * What one tenant has for itself, on every cloud: its secrets, its identities, its paths in the buckets. The database and
 * its roles are made inside the cluster by the provisioning Job, because Pulumi cannot reach a private server.
 *
 * Removing a tenant is refused by Pulumi, because its secrets are protected; `longshore tenant remove` does it, after a
 * verified backup.
 */
export class Tenant extends ComponentResource {
  readonly facts: TenantFacts;
  readonly cacheUser: CacheUser;
  /** What the provisioning Job needs to make the tenant's database: its server's administrator and its roles. */
  readonly provisioning: readonly SecretReference[];

  constructor(args: TenantArgs, place: TenantPlace, options: ComponentResourceOptions) {
    super("longshore:index:Tenant", args.name, {}, options);
    const { stores } = place;
    // The first word tells roles apart: no tenant's name can lead to another role of its own, or to one of PostgreSQL.
    const role = (purpose: "odoo" | "dump" | "verify") => `${purpose}_${args.name.replaceAll("-", "_")}`;
    const cacheUser = `tenant-${args.name}`;
    const cachePassword = this.#password(args, "cache");
    const write = (path: string, value: Record<string, string | Output<string>>) =>
      stores.secrets.write(`tenants/${args.name}/${path}`, value, tenantTags(args.name, args.businessUnit));
    const secrets = {
      database: write("database", {
        username: role("odoo"),
        password: this.#password(args, "database"),
      }),
      cache: write("cache", { username: cacheUser, password: cachePassword }),
      backup: write("backup", {
        // The only key to the tenant's backups.
        repositoryPassword: this.#password(args, "repository", { protect: true }),
        dumpUsername: role("dump"),
        dumpPassword: this.#password(args, "dump"),
        verifyUsername: role("verify"),
        verifyPassword: this.#password(args, "verify"),
      }),
      odoo: write("odoo", { adminPassword: this.#password(args, "odoo") }),
    };
    const path = `tenants/${args.name}`;
    const identities = tenantIdentities(args, { ...place, secrets: Object.values(secrets), path });
    const { buckets } = stores.objects;

    this.cacheUser = { name: cacheUser, prefix: args.name, password: cachePassword };
    this.provisioning = [stores.database.admin, secrets.database, secrets.backup];
    this.facts = {
      name: args.name,
      namespace: tenantNamespace(args.name),
      isolation: args.isolation,
      ring: args.ring,
      databaseHost: stores.database.host,
      databaseReadHost: stores.database.readHost ?? "",
      databaseName: role("odoo"),
      databaseAdminSecret: stores.database.admin.name,
      databaseSecret: secrets.database.name,
      cacheSecret: secrets.cache.name,
      backupSecret: secrets.backup.name,
      odooSecret: secrets.odoo.name,
      secretsIdentity: identities.secrets.id,
      odooIdentity: identities.odoo.id,
      dumpIdentity: identities.dump.id,
      pruneIdentity: identities.prune.id,
      restoreIdentity: identities.restore.id,
      backupAccount: buckets.backups.account,
      filesAccount: buckets.files.account,
      backupRepository: interpolate`${buckets.backups.repository}/${path}`,
      archiveRemote: interpolate`${buckets.archives.remote}/${path}`,
      filesRemote: interpolate`${buckets.files.remote}/${path}`,
      exportsRemote: interpolate`${buckets.exports.remote}/${path}`,
    };
    this.registerOutputs();
  }

  #password({ name }: TenantArgs, purpose: string, options: CustomResourceOptions = {}): Output<string> {
    const password = new RandomPassword(
      `${name}-${purpose}`,
      { length: 32, special: false },
      { ...options, parent: this },
    );
    return password.result;
  }
}
