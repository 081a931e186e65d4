/** What somebody broke by hand in a good state, and the rules that must say so. */
import assert from "node:assert/strict";
import type { Cloud } from "./golden.ts";

export interface Breakage {
  readonly what: string;
  /** Type token and name. */
  readonly resource: string;
  /** Text in the resource's line, and what takes its place; nothing where the resource is gone. */
  readonly swap?: readonly [from: string, to: string];
  /** Rules that break, with the resource each of them names where that is another one. */
  readonly breaks: readonly (string | readonly [rule: string, resource: string])[];
}

export const breakages: Readonly<Record<Cloud, readonly Breakage[]>> = {
  aws: [
    {
      what: "a bucket may become public",
      resource: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::objects-files",
      swap: ['"blockPublicPolicy":true', '"blockPublicPolicy":false'],
      breaks: ["bucket-public-access-blocked"],
    },
    {
      what: "a bucket's policy is gone",
      resource: "aws:s3/bucketPolicy:BucketPolicy::objects-exports",
      breaks: [["bucket-tls-only", "aws:s3/bucket:Bucket::objects-exports"]],
    },
    {
      what: "TLS to the database is off",
      resource: "aws:rds/parameterGroup:ParameterGroup::database",
      swap: ['"name":"rds.force_ssl","value":"1"', '"name":"rds.force_ssl","value":"0"'],
      breaks: ["database-tls-only"],
    },
    {
      what: "the database can be deleted",
      resource: "aws:rds/instance:Instance::database",
      swap: ['"deletionProtection":true', '"deletionProtection":false'],
      breaks: ["database-deletion-protected"],
    },
    {
      what: "the cache's port is open to the world",
      resource: "aws:ec2/securityGroup:SecurityGroup::cache",
      swap: ['"10.40.0.0/18"', '"0.0.0.0/0"'],
      breaks: [
        "ingress-closed-to-internet",
        ["stores-open-to-applications-only", "aws:elasticache/replicationGroup:ReplicationGroup::cache"],
      ],
    },
    {
      what: "a key grows old",
      resource: "aws:kms/key:Key::secrets-data",
      swap: ['"enableKeyRotation":true', '"enableKeyRotation":false'],
      breaks: ["keys-rotate"],
    },
    {
      what: "the cluster's API answers the internet",
      resource: "aws:eks/cluster:Cluster::cluster",
      swap: ['"endpointPublicAccess":false', '"endpointPublicAccess":true'],
      breaks: ["cluster-api-reachability"],
    },
  ],
  azure: [
    {
      what: "blobs may become public",
      resource: "azure-native:storage:StorageAccount::objects-files",
      swap: ['"allowBlobPublicAccess":false', '"allowBlobPublicAccess":true'],
      breaks: ["bucket-public-access-blocked"],
    },
    {
      what: "an account answers without TLS",
      resource: "azure-native:storage:StorageAccount::objects-exports",
      swap: ['"enableHttpsTrafficOnly":true', '"enableHttpsTrafficOnly":false'],
      breaks: ["bucket-tls-only"],
    },
    {
      what: "TLS to the database is off",
      resource: "azure-native:dbforpostgresql:Configuration::database-require-secure-transport",
      swap: ['"value":"on"', '"value":"off"'],
      breaks: ["database-tls-only"],
    },
    {
      what: "the database can be deleted",
      resource: "azure-native:authorization:ManagementLockByScope::database",
      breaks: [["database-deletion-protected", "azure-native:dbforpostgresql:Server::database"]],
    },
    {
      what: "the management plane's ports are open to the world",
      resource: "azure-native:network:NetworkSecurityGroup::network-management",
      swap: ['"sourceAddressPrefix":"VirtualNetwork"', '"sourceAddressPrefix":"Internet"'],
      breaks: ["ingress-closed-to-internet"],
    },
    {
      what: "the vault can be emptied",
      resource: "azure-native:keyvault:Vault::secrets",
      swap: ['"enablePurgeProtection":true', '"enablePurgeProtection":false'],
      breaks: ["deletion-can-be-undone"],
    },
    {
      what: "the cluster's API answers the internet",
      resource: "azure-native:containerservice:ManagedCluster::cluster",
      swap: ['"enablePrivateCluster":true', '"enablePrivateCluster":false'],
      breaks: ["cluster-api-reachability"],
    },
  ],
};

/** A good state with all of these broken. */
export function broken(state: string, breakages: readonly Breakage[]): string {
  return breakages.reduce((text, { resource, swap }) => {
    const lines = text.split("\n");
    const at = lines.findIndex((line) => line.includes(`$${resource}"`));
    const line = lines[at];
    assert(line !== undefined, resource);
    if (!swap) return lines.toSpliced(at, 1).join("\n");
    assert(line.includes(swap[0]), `${resource}: ${swap[0]}`);
    return lines.with(at, line.replaceAll(...swap)).join("\n");
  }, state);
}

/** `<rule> <resource>` for everything that must be said, in alphabetical order. */
export const expected = (breakages: readonly Breakage[]): readonly string[] =>
  breakages
    .flatMap(({ resource, breaks }) =>
      breaks.map((each) => (typeof each === "string" ? `${each} ${resource}` : each.join(" "))),
    )
    .sort();
