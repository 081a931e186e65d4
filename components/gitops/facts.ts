/**
 * What Pulumi hands to Argo CD, in Argo CD's cluster Secret: **labels are switches, annotations are facts.**
 * `gitops/` may use nothing that is not written here (`test/gitops/contract.test.ts` compares the two).
 * No secret value is ever a fact: secrets travel through the cloud's secret store.
 */
import type { Input } from "@pulumi/pulumi";
import type { OperatingModel } from "../access/model.ts";
import type { CloudName, Environment, Isolation, Role, Tier } from "../contracts/context.ts";

export const factDomain = "longshore.dev";

/**
 * Where the workloads live whose identities Pulumi makes. An identity is bound to exactly this namespace and service
 * account, so the manifests in `gitops/` use these very names.
 */
export const workloads = {
  externalSecrets: { namespace: "external-secrets", serviceAccount: "external-secrets" },
  externalDns: { namespace: "external-dns", serviceAccount: "external-dns" },
  certManager: { namespace: "cert-manager", serviceAccount: "cert-manager" },
  /** No pod runs as this one: External Secrets reads in its stead. */
  provisioning: { namespace: "longshore-system", serviceAccount: "provisioning-secrets" },
} as const;

/** The same for the workloads of a tenant, all of them in its own namespace, `tenant-<name>`. */
export const tenantServiceAccounts = {
  odoo: "odoo",
  dump: "backup-dump",
  prune: "backup-prune",
  restore: "backup-restore",
  copy: "backup-copy",
  /** No pod runs as this one: External Secrets reads in its stead. */
  secrets: "external-secrets",
} as const;

/** The namespace of a tenant. */
export const tenantNamespace = (tenant: string): string => `tenant-${tenant}`;

/** Selected on by cluster generators. */
export interface Switches {
  readonly cloud: CloudName;
  readonly environment: Environment;
  readonly role: Role;
  readonly tier: Tier;
  readonly "operating-model": OperatingModel;
}

/** Every value is a string, because annotations are; lists and objects are JSON. */
export interface Facts {
  /** Name of the platform's folder under `gitops/platforms`: that of the stack which was its first primary. */
  readonly stack: Input<string>;
  /** Name of the stack itself: another one where it recovers the stack that the folder is named after. */
  readonly "own-stack": Input<string>;
  /** DNS name of the TXT record that names the stack which is primary; empty where there is no second stack. */
  readonly "primary-record": Input<string>;
  readonly account: Input<string>;
  /** Entra directory, empty on AWS. */
  readonly directory: Input<string>;
  readonly region: Input<string>;
  /** DNS zone of the platform; tenants' hostnames are aliases of `ingress.<domain>`. */
  readonly domain: Input<string>;
  /** JSON list of the three zones. */
  readonly zones: Input<string>;

  /** Git repository and revision that Argo CD follows. */
  readonly repository: Input<string>;
  readonly revision: Input<string>;
  /** Base URL of the chart mirror, empty for the charts' own repositories. */
  readonly "chart-mirror": Input<string>;
  /** Registry (and path) in front of every image, empty for the images' own registries. */
  readonly "image-mirror": Input<string>;

  readonly "cluster-name": Input<string>;
  /** JSON list of the CIDR ranges of each plane, for network policies: `{"database": ["10.…"], …}`. */
  readonly "plane-ranges": Input<string>;

  readonly "database-host": Input<string>;
  /** Empty where the platform has no readable replica. */
  readonly "database-read-host": Input<string>;
  readonly "database-port": Input<string>;
  /** Name in the secret store of the administrator's secret: `username`, `password`, `host`, `port`. */
  readonly "database-admin-secret": Input<string>;
  /** Date of the administrators' passwords: with another one the provisioning Jobs run again. */
  readonly "database-admin-date": Input<string>;
  /** JSON list of {@link DatabaseServer}: all of the platform's, those of dedicated tenants included. */
  readonly "database-servers": Input<string>;
  /** Why tenants' closed hours do not count, in words; empty where they do. */
  readonly "windows-lifted": Input<string>;

  readonly "cache-host": Input<string>;
  readonly "cache-port": Input<string>;
  /** `keys` or `none`; see `Cache.isolation`. */
  readonly "cache-isolation": Input<string>;

  readonly "secret-store-kind": Input<string>;
  readonly "secret-store-location": Input<string>;

  readonly "dns-zone-id": Input<string>;
  /** Name that external-dns writes beside each record, and that of the stack whose records it takes over; the latter may be empty. */
  readonly "dns-owner": Input<string>;
  readonly "dns-former-owner": Input<string>;
  /** Mail address that the certificate authority writes to. */
  readonly contact: Input<string>;

  /** Identities of platform workloads: role ARN or client id. */
  readonly "identity-external-secrets": Input<string>;
  readonly "identity-external-dns": Input<string>;
  readonly "identity-cert-manager": Input<string>;
  /** Identity through which External Secrets reads the provisioning Job's secrets. */
  readonly "identity-provisioning": Input<string>;

  /** JSON of `GroupsByReach` (`access/facts.ts`): groups of Kubernetes by what they may. */
  readonly "kubernetes-groups": Input<string>;
  /** The same with the names that single sign-on gives to Argo CD. */
  readonly "argocd-groups": Input<string>;
  /** Lines of Argo CD's policy that put groups into the platform's roles; empty where nobody has one. */
  readonly "argocd-people": Input<string>;
  /** Argo CD's `oidc.config`, empty without single sign-on. */
  readonly "argocd-sign-on": Input<string>;

  /** JSON list of {@link TenantFacts}: an Application exists only for the tenants in it. */
  readonly tenants: Input<string>;
}

/** A server with tenants' databases, for whoever opens and closes it as a whole. */
export interface DatabaseServer {
  /** `platform`, or the dedicated tenant's. */
  readonly name: string;
  readonly host: Input<string>;
  /** Name in the secret store of its administrator, like `database-admin-secret`. */
  readonly adminSecret: Input<string>;
  /** Where that secret is, like `secret-store-location`: on Azure a dedicated tenant has a vault of its own. */
  readonly secretStore: Input<string>;
}

/** What Pulumi knows of one tenant; the rest stands in its `tenant.yaml`. */
export interface TenantFacts {
  readonly name: string;
  readonly namespace: string;
  readonly isolation: Isolation;
  readonly ring: string;
  /** JSON list of the closed hours in place of `generated.quietWindows`; empty unless `windows-lifted` says why. */
  readonly quietWindows: string;
  /** Date of the passwords in use: pods that hold others are replaced. */
  readonly passwordDate: string;
  /** Date of those before, which still work; empty where none do. */
  readonly formerPasswordDate: string;
  /** Its own server where isolation is dedicated, else the platform's. */
  readonly databaseHost: Input<string>;
  readonly databaseReadHost: Input<string>;
  readonly databaseName: string;
  /** Server with the data of an earlier second, and that second, while the database goes back to it; else empty. */
  readonly rewindHost: Input<string>;
  readonly rewindTo: string;
  /** Where its secrets are, like `secret-store-location`: on Azure a vault of its own where isolation is dedicated. */
  readonly secretStore: Input<string>;
  /** Name in the secret store of the server's administrator, like `database-admin-secret`. */
  readonly databaseAdminSecret: Input<string>;
  /** Name of the role that owns the database, for Odoo: `username`, `password`. */
  readonly databaseSecret: Input<string>;
  /** Name of the cache's user: `username`, `password`. */
  readonly cacheSecret: Input<string>;
  /**
   * Name of what backups need: `repositoryPassword` (restic), `dumpUsername`, `dumpPassword` (role that only reads),
   * `verifyUsername`, `verifyPassword` (role that makes throwaway databases and cannot open this one), `upgradeUsername`,
   * `upgradePassword` (role that copies and renames this one).
   */
  readonly backupSecret: Input<string>;
  /** Name of Odoo's own: `adminPassword` of the database manager. */
  readonly odooSecret: Input<string>;
  /** Of a copy, else empty: name of what opens its original's backups (`repositoryPassword`), and where they are. */
  readonly originalSecret: Input<string>;
  readonly originalRepository: Input<string>;
  /** Identities: role ARN or client id. With the first, External Secrets reads this tenant's secrets and no other's. */
  readonly secretsIdentity: Input<string>;
  readonly odooIdentity: Input<string>;
  readonly dumpIdentity: Input<string>;
  readonly pruneIdentity: Input<string>;
  readonly restoreIdentity: Input<string>;
  /** The one that reads backups to copy them; empty where {@link copyTo} is. */
  readonly copyIdentity: Input<string>;
  /** Stack whose copied backups it starts from; empty where database and files have their data by themselves. */
  readonly restoreFrom: string;
  /** JSON of {@link CopyTarget}; empty where no other stack receives this tenant's backups. */
  readonly copyTo: Input<string>;
  /** Repositories and remotes with the tenant's own path, as restic and rclone take them. */
  readonly backupRepository: Input<string>;
  /** AWS account, or storage account, that the repository and the files are in. */
  readonly backupAccount: Input<string>;
  readonly filesAccount: Input<string>;
  readonly archiveRemote: Input<string>;
  readonly filesRemote: Input<string>;
  readonly exportsRemote: Input<string>;
}

/** Where a tenant's backups are copied to, and as whom. */
export interface CopyTarget {
  /** Stack that receives them, its cloud and region. */
  readonly stack: string;
  readonly cloud: CloudName;
  readonly region: string;
  /** Entra directory of the identity, empty on AWS. */
  readonly directory: string;
  /** Role ARN, or client id, that the service account's own token is exchanged for. */
  readonly identity: string;
  /** Remote of this platform's backups, with the tenant's own path, as rclone takes it. */
  readonly from: string;
  /** The same of what the other stack keeps: backups, and archives. */
  readonly backups: string;
  readonly archives: string;
}
