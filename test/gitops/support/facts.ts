/** Facts as Pulumi hands them over, for one stack; the types are the real ones, so a fact that is renamed breaks here. */
import { accessFacts } from "../../../components/access/facts.ts";
import type { AccessArgs } from "../../../components/access/people.ts";
import type { Facts, Switches, TenantFacts } from "../../../components/gitops/facts.ts";
import { tenantNamespace } from "../../../components/gitops/facts.ts";
import { sampleAccess } from "../../access/sample.ts";

/** An output of Pulumi is a plain value by the time Argo CD reads it. */
type Plain<T> = { readonly [Key in keyof T]: string };

export interface Platform {
  readonly switches: Switches;
  readonly facts: Plain<Facts>;
}

/** From the stacks' files. */
const settings = {
  "aws-development": { cloud: "aws", environment: "development", account: "111122223333", tier: "restore" },
  "aws-staging": { cloud: "aws", environment: "staging", account: "444455556666", tier: "high-availability" },
  "aws-production": { cloud: "aws", environment: "production", account: "123456789012", tier: "high-availability" },
  "aws-warehouse": { cloud: "aws", environment: "production", account: "555566667777", tier: "restore" },
  "azure-development": {
    cloud: "azure",
    environment: "development",
    account: "2b7d1f04-5c6e-4a39-8f12-7e9d0c1b2a34",
    tier: "restore",
  },
  "azure-staging": {
    cloud: "azure",
    environment: "staging",
    account: "3c8e2a15-6d7f-4b4a-9a23-8fae1d2c3b45",
    tier: "high-availability",
  },
  "azure-production": {
    cloud: "azure",
    environment: "production",
    account: "4d9f3b26-7e8a-4c5b-ab34-9abf2e3d4c56",
    tier: "high-availability",
  },
} as const;

export const stacks = [
  "aws-development",
  "aws-staging",
  "aws-production",
  "azure-development",
  "azure-staging",
  "azure-production",
] as const satisfies readonly (keyof typeof settings)[];
export type Stack = keyof typeof settings;

/** Tenants that stand in the folders of the stacks today. */
const standing: Partial<Record<Stack, readonly string[]>> = {
  "aws-production": ["velmora-nord"],
  "aws-warehouse": ["drovelin", "drovelin-test"],
  "azure-production": ["velmora-sued"],
};
export const tenantsOf = (stack: Stack): readonly string[] => standing[stack] ?? [];

/** What a test may change about a platform. */
export interface Difference {
  readonly role?: Switches["role"];
  readonly facts?: Partial<Plain<Facts>>;
  /** Facts of every tenant. */
  readonly ofTenants?: Partial<TenantFacts>;
  readonly tenants?: readonly string[];
  readonly access?: AccessArgs;
}

/** @param tenants  names; default: those that stand in the stack's folder today */
export function platformOf(stack: Stack, difference: Difference = {}): Platform {
  const { cloud, environment, account, tier } = settings[stack];
  const { role = "primary", tenants = tenantsOf(stack), access = sampleAccess("centralised", cloud) } = difference;
  const prefix = `longshore-${environment}`;
  const place = cloud === "aws" ? onAws(prefix, account) : onAzure(prefix, account);
  return {
    switches: { cloud, environment, role, tier, "operating-model": access.model },
    facts: {
      stack,
      "own-stack": stack,
      "primary-record": "",
      account,
      domain: `${environment}.longshore.example`,
      repository: "https://github.com/longshore-platform/longshore.git",
      revision: "main",
      "chart-mirror": "",
      "image-mirror": "",
      "cluster-name": prefix,
      "plane-ranges": JSON.stringify({
        edge: ["10.40.192.0/22", "10.40.196.0/22", "10.40.200.0/22"],
        application: ["10.40.0.0/18", "10.40.64.0/18", "10.40.128.0/18"],
        database: ["10.40.204.0/22", "10.40.208.0/22", "10.40.212.0/22"],
        management: ["10.40.216.0/22", "10.40.220.0/22", "10.40.224.0/22"],
        observability: ["10.40.228.0/22", "10.40.232.0/22", "10.40.236.0/22"],
      }),
      "database-read-host": "",
      "database-port": "5432",
      "database-admin-date": "2026-11-01",
      "windows-lifted": "",
      "dns-owner": stack,
      "dns-former-owner": "",
      contact: "platform@longshore.example",
      ...place.facts,
      "identity-external-secrets": place.identity("external-secrets"),
      "identity-external-dns": place.identity("external-dns"),
      "identity-cert-manager": place.identity("cert-manager"),
      "identity-provisioning": place.identity("provisioning"),
      ...accessFacts(cloud, access, undefined),
      "database-servers": JSON.stringify([
        {
          name: "platform",
          host: place.facts["database-host"],
          adminSecret: place.facts["database-admin-secret"],
          secretStore: place.facts["secret-store-location"],
        },
      ]),
      tenants: JSON.stringify(tenants.map((name) => ({ ...tenantFacts(name, place), ...difference.ofTenants }))),
      ...difference.facts,
    },
  };
}

/** What differs between the clouds. */
interface Place {
  readonly facts: Pick<
    Plain<Facts>,
    | "region"
    | "directory"
    | "zones"
    | "database-host"
    | "database-admin-secret"
    | "cache-host"
    | "cache-port"
    | "cache-isolation"
    | "secret-store-kind"
    | "secret-store-location"
    | "dns-zone-id"
  >;
  readonly identity: (name: string) => string;
  readonly secret: (path: string) => string;
  readonly repository: string;
  readonly account: (kind: string) => string;
  readonly remote: (kind: string) => string;
}

const onAws = (prefix: string, account: string): Place => {
  const secret = (path: string) => `${prefix}/${path}`;
  return {
    facts: {
      region: "eu-central-1",
      directory: "",
      zones: JSON.stringify(["eu-central-1a", "eu-central-1b", "eu-central-1c"]),
      "database-host": `${prefix}.example.eu-central-1.rds.amazonaws.com`,
      "database-admin-secret": secret("database/admin"),
      "cache-host": `master.${prefix}.example.euc1.cache.amazonaws.com`,
      "cache-port": "6379",
      "cache-isolation": "keys",
      "secret-store-kind": "aws-secrets-manager",
      "secret-store-location": "eu-central-1",
      "dns-zone-id": "Z0EXAMPLE",
    },
    identity: (name) => `arn:aws:iam::${account}:role/${prefix}-${name}`,
    secret,
    repository: `s3:https://s3.eu-central-1.amazonaws.com/${prefix}-backups`,
    account: () => account,
    remote: (kind) => `:s3,provider=AWS,env_auth,region=eu-central-1,no_check_bucket:${prefix}-${kind}`,
  };
};

const onAzure = (prefix: string, account: string): Place => {
  const secret = (path: string) => path.replaceAll("/", "--");
  const group = `/subscriptions/${account}/resourceGroups/${prefix}-dns`;
  return {
    facts: {
      region: "germanywestcentral",
      directory: "9f1c6a52-7d3e-4b8a-9c05-2e4f6a8b0d13",
      zones: JSON.stringify(["1", "2", "3"]),
      "database-host": `${prefix}-0badcafe.postgres.database.azure.com`,
      "database-admin-secret": secret("database/administrator"),
      "cache-host": `${prefix}-0badcafe.germanywestcentral.redis.azure.net`,
      "cache-port": "10000",
      "cache-isolation": "none",
      "secret-store-kind": "azure-key-vault",
      "secret-store-location": `https://${prefix}.vault.azure.net/`,
      "dns-zone-id": `${group}/providers/Microsoft.Network/dnszones/longshore.example`,
    },
    identity: (name) => `client-of-${name}`,
    secret,
    repository: "azure:backups:",
    account: (kind) => `${kind}0badcafe0bad`,
    remote: (kind) => `:azureblob,account=${kind}0badcafe0bad,env_auth,no_check_container:${kind}`,
  };
};

/** Copies that stand in the folders of the stacks today, and their originals. */
const copies: Readonly<Record<string, string>> = { "drovelin-test": "drovelin" };

function tenantFacts(name: string, { facts, identity, secret, repository, account, remote }: Place): TenantFacts {
  const path = `tenants/${name}`;
  const original = copies[name];
  return {
    name,
    namespace: tenantNamespace(name),
    isolation: "shared",
    ring: original ? "staging" : "production-1",
    quietWindows: "",
    passwordDate: "2026-11-01",
    formerPasswordDate: "",
    databaseHost: facts["database-host"],
    databaseReadHost: "",
    databaseName: name.replaceAll("-", "_"),
    rewindHost: "",
    rewindTo: "",
    secretStore: facts["secret-store-location"],
    databaseAdminSecret: facts["database-admin-secret"],
    databaseSecret: secret(`${path}/database`),
    cacheSecret: secret(`${path}/cache`),
    backupSecret: secret(`${path}/backup`),
    odooSecret: secret(`${path}/odoo`),
    originalSecret: original ? secret(`${path}/original`) : "",
    originalRepository: original ? `${repository}/tenants/${original}` : "",
    secretsIdentity: identity(`${name}-secrets`),
    odooIdentity: identity(`${name}-odoo`),
    dumpIdentity: identity(`${name}-dump`),
    pruneIdentity: identity(`${name}-prune`),
    restoreIdentity: identity(`${name}-restore`),
    restoreFrom: "",
    copyIdentity: "",
    copyTo: "",
    backupAccount: account("backups"),
    filesAccount: account("files"),
    backupRepository: `${repository}/${path}`,
    archiveRemote: `${remote("archives")}/${path}`,
    filesRemote: `${remote("files")}/${path}`,
    exportsRemote: `${remote("exports")}/${path}`,
  };
}
