/** Facts as Pulumi hands them over, for one stack; the types are the real ones, so a fact that is renamed breaks here. */
import type { Facts, Switches, TenantFacts } from "../../../components/gitops/facts.ts";
import { tenantNamespace } from "../../../components/gitops/facts.ts";

/** An output of Pulumi is a plain value by the time Argo CD reads it. */
type Plain<T> = { readonly [Key in keyof T]: string };

export interface Platform {
  readonly switches: Switches;
  readonly facts: Plain<Facts>;
}

export const stacks = ["aws-development", "aws-staging", "aws-production"] as const;
export type Stack = (typeof stacks)[number];

/** From the stacks' files. */
const settings = {
  "aws-development": { environment: "development", account: "111122223333", tier: "restore" },
  "aws-staging": { environment: "staging", account: "444455556666", tier: "high-availability" },
  "aws-production": { environment: "production", account: "123456789012", tier: "high-availability" },
} as const;

/** What a test may change about a platform. */
export interface Difference {
  readonly role?: Switches["role"];
  readonly cloud?: Switches["cloud"];
  readonly facts?: Partial<Plain<Facts>>;
  readonly tenants?: readonly string[];
}

/** @param tenants  names; default: those that stand in the stack's folder today */
export function platformOf(stack: Stack, difference: Difference = {}): Platform {
  const { environment, account, tier } = settings[stack];
  const { role = "primary", cloud = "aws", tenants = stack === "aws-production" ? ["velmora-nord"] : [] } = difference;
  const prefix = `longshore-${environment}`;
  const identity = (name: string) => `arn:aws:iam::${account}:role/${prefix}-${name}`;
  return {
    switches: { cloud, environment, role, tier },
    facts: {
      stack,
      account,
      region: "eu-central-1",
      domain: `${environment}.longshore.example`,
      zones: JSON.stringify(["eu-central-1a", "eu-central-1b", "eu-central-1c"]),
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
      "database-host": `${prefix}.example.eu-central-1.rds.amazonaws.com`,
      "database-read-host": "",
      "database-port": "5432",
      "database-admin-secret": `${prefix}/database/admin`,
      "cache-host": `master.${prefix}.example.euc1.cache.amazonaws.com`,
      "cache-port": "6379",
      "cache-isolation": "keys",
      "secret-store-kind": "aws-secrets-manager",
      "secret-store-location": "eu-central-1",
      "dns-zone-id": "Z0EXAMPLE",
      contact: "platform@longshore.example",
      "identity-external-secrets": identity("external-secrets"),
      "identity-external-dns": identity("external-dns"),
      "identity-cert-manager": identity("cert-manager"),
      "identity-provisioning": identity("provisioning"),
      tenants: JSON.stringify(tenants.map((name) => tenantFacts(prefix, name, identity))),
      ...difference.facts,
    },
  };
}

function tenantFacts(prefix: string, name: string, identity: (name: string) => string): TenantFacts {
  const database = name.replaceAll("-", "_");
  const path = `tenants/${name}`;
  const remote = (bucket: string) => `:s3,provider=AWS,env_auth,region=eu-central-1,no_check_bucket:${bucket}/${path}`;
  return {
    name,
    namespace: tenantNamespace(name),
    isolation: "shared",
    ring: "production-1",
    databaseHost: `${prefix}.example.eu-central-1.rds.amazonaws.com`,
    databaseReadHost: "",
    databaseName: database,
    databaseAdminSecret: `${prefix}/database/admin`,
    databaseSecret: `${prefix}/${path}/database`,
    cacheSecret: `${prefix}/${path}/cache`,
    backupSecret: `${prefix}/${path}/backup`,
    odooSecret: `${prefix}/${path}/odoo`,
    secretsIdentity: identity(`${name}-secrets`),
    odooIdentity: identity(`${name}-odoo`),
    dumpIdentity: identity(`${name}-dump`),
    pruneIdentity: identity(`${name}-prune`),
    restoreIdentity: identity(`${name}-restore`),
    backupRepository: `s3:https://s3.eu-central-1.amazonaws.com/${prefix}-backups/${path}`,
    archiveRemote: remote(`${prefix}-archives`),
    filesRemote: remote(`${prefix}-files`),
    exportsRemote: remote(`${prefix}-exports`),
  };
}
