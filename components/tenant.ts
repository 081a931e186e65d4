import {
  ComponentResource,
  type ComponentResourceOptions,
  interpolate,
  jsonStringify,
  type Output,
} from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { CacheUser } from "./contracts/cache.ts";
import type { Isolation } from "./contracts/context.ts";
import type { Bucket } from "./contracts/objects.ts";
import type { SecretReference } from "./contracts/secrets.ts";
import { type CopyTarget, type TenantFacts, tenantNamespace } from "./gitops/facts.ts";
import type { Identity, WorkloadIdentity } from "./identities.ts";
import type { Passwords } from "./passwords.ts";
import type { Stores } from "./stores.ts";
import { tenantTags } from "./tags.ts";
import { tenantIdentities } from "./tenant-identities.ts";
import { datedPasswords, loginsOf, type PasswordDates, passwordForm, prefixed } from "./tenant-passwords.ts";

export interface TenantArgs {
  /** 1 to 30 of `a-z 0-9 -`; a part of every name that the tenant gets. */
  readonly name: string;
  readonly businessUnit: string;
  readonly isolation: Isolation;
  readonly ring: string;
  /** Names of credentials of systems outside, each written into the store by its owner. */
  readonly credentials: readonly string[];
  /** Name of the tenant that this one is a neutralised copy of. */
  readonly copyOf?: string;
  /** Second, as RFC 3339, to which its database goes back; default it stays. */
  readonly rewindTo?: string | undefined;
  /** JSON list of closed hours in place of the generated ones; default those count. */
  readonly quietWindows?: string;
}

export interface TenantPlace {
  /** The platform's, or its own where isolation is `dedicated`. */
  readonly stores: Stores;
  readonly identity: Identity;
  /** External Secrets, which assumes the tenant's identity to read its secrets. */
  readonly externalSecrets: WorkloadIdentity;
  readonly passwordDates: PasswordDates;
  readonly passwords: Passwords;
  /** Whose backups a copy is made from. */
  readonly original?: Tenant;
  /** Stack whose copied backups it starts from; default it has its data. */
  readonly restoreFrom?: string | undefined;
  /** Where its backups are copied to; default nowhere. */
  readonly copyTo?: Omit<CopyTarget, "from"> | undefined;
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
  /** Of what belongs to it alone. */
  readonly tags: Readonly<Record<string, string>>;
  /** What the provisioning Job needs to make the tenant's database: its server's administrator and its roles. */
  readonly provisioning: readonly SecretReference[];
  /** Where its backups and archives are, and what opens the former. */
  readonly backups: {
    readonly bucket: Bucket;
    readonly archives: Bucket;
    readonly path: string;
    readonly password: Output<string>;
  };

  constructor(args: TenantArgs, place: TenantPlace, options: ComponentResourceOptions) {
    super("longshore:index:Tenant", args.name, {}, options);
    const { stores } = place;
    this.tags = tenantTags(args.name, args.businessUnit);
    // The first word tells roles apart: no tenant's name can lead to another role of its own, or to one of PostgreSQL.
    const role = (purpose: "odoo" | "dump" | "verify" | "upgrade") => `${purpose}_${args.name.replaceAll("-", "_")}`;
    const cacheUser = `tenant-${args.name}`;
    const passwords = (purpose: string) =>
      datedPasswords(`${args.name}-${purpose}`, place.passwordDates, place.passwords, this);
    const helper = (purpose: "dump" | "verify" | "upgrade") =>
      prefixed(purpose, loginsOf(role(purpose), passwords(purpose)));
    const cachePasswords = passwords("cache");
    const write = (path: string, value: Record<string, string | Output<string>>) =>
      stores.secrets.write(`tenants/${args.name}/${path}`, value, this.tags);
    const { original } = place;
    const repositoryPassword = this.#repositoryPassword(args, place);
    const secrets = {
      database: write("database", { ...loginsOf(role("odoo"), passwords("database")) }),
      cache: write("cache", { username: cacheUser, password: cachePasswords[0].value }),
      backup: write("backup", {
        // The only key to the tenant's backups.
        repositoryPassword,
        ...helper("dump"),
        ...helper("verify"),
        ...helper("upgrade"),
      }),
      odoo: write("odoo", { adminPassword: passwords("odoo")[0].value }),
      // Nothing else of the original's: its logins stay where they are.
      ...(original ? { original: write("original", { repositoryPassword: original.backups.password }) } : {}),
    };
    const path = `tenants/${args.name}`;
    const credentials = args.credentials.map((name) => this.#credential(args, name, place));
    const readable = [...Object.values(secrets), ...credentials];
    const identities = tenantIdentities(args, { ...place, secrets: readable, path });
    const { buckets } = stores.objects;
    this.backups = { bucket: buckets.backups, archives: buckets.archives, path, password: repositoryPassword };

    this.cacheUser = {
      name: cacheUser,
      prefix: args.name,
      passwords: cachePasswords.flatMap((password) => password?.value ?? []),
    };
    this.provisioning = [stores.database.admin, secrets.database, secrets.backup];
    this.facts = {
      name: args.name,
      namespace: tenantNamespace(args.name),
      isolation: args.isolation,
      ring: args.ring,
      quietWindows: args.quietWindows ?? "",
      passwordDate: place.passwordDates[0],
      formerPasswordDate: place.passwordDates[1] ?? "",
      databaseHost: stores.database.host,
      databaseReadHost: stores.database.readHost ?? "",
      databaseName: role("odoo"),
      rewindHost: (args.rewindTo && stores.database.rewindHost) || "",
      rewindTo: args.rewindTo ?? "",
      secretStore: stores.secrets.store.location,
      databaseAdminSecret: stores.database.admin.name,
      databaseSecret: secrets.database.name,
      cacheSecret: secrets.cache.name,
      backupSecret: secrets.backup.name,
      odooSecret: secrets.odoo.name,
      originalSecret: secrets.original?.name ?? "",
      originalRepository: original ? interpolate`${original.backups.bucket.repository}/${original.backups.path}` : "",
      secretsIdentity: identities.secrets.id,
      odooIdentity: identities.odoo.id,
      dumpIdentity: identities.dump.id,
      pruneIdentity: identities.prune.id,
      restoreIdentity: identities.restore.id,
      restoreFrom: place.restoreFrom ?? "",
      copyIdentity: identities.copy?.id ?? "",
      copyTo: place.copyTo
        ? jsonStringify({ ...place.copyTo, from: interpolate`${buckets.backups.remote}/${path}` })
        : "",
      backupAccount: buckets.backups.account,
      filesAccount: buckets.files.account,
      backupRepository: interpolate`${buckets.backups.repository}/${path}`,
      archiveRemote: interpolate`${buckets.archives.remote}/${path}`,
      filesRemote: interpolate`${buckets.files.remote}/${path}`,
      exportsRemote: interpolate`${buckets.exports.remote}/${path}`,
    };
    this.registerOutputs();
  }

  /**
   * A log-in that nobody uses yet, so that pods start before its owner has written the real one. Where the other side logs in
   * here (a carrier's webhook), it is handed over as it is.
   */
  #credential({ name, businessUnit }: TenantArgs, credential: string, place: TenantPlace): SecretReference {
    const label = `${name}-${credential}`;
    const password = place.passwords.of(label, () => new RandomPassword(label, passwordForm, { parent: this }).result);
    const tags = tenantTags(name, businessUnit);
    return place.stores.secrets.write(
      `tenants/${name}/${credential}`,
      { username: `${name}-${credential}`, password },
      tags,
      "owner",
    );
  }

  #repositoryPassword({ name }: TenantArgs, { passwords }: TenantPlace): Output<string> {
    const label = `${name}-repository`;
    return passwords.of(label, () => new RandomPassword(label, passwordForm, { parent: this, protect: true }).result);
  }
}
