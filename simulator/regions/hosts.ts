/** Which region a host name of the simulated clouds stands in. */
import { readAwsHost } from "../aws/api/hosts.ts";
import { findBucket } from "../aws/api/s3/buckets.ts";
import { vaultType } from "../azure/resources/keyvault/vault.ts";
import { accountType } from "../azure/resources/storage/account.ts";
import type { World } from "../world.ts";

/** Managed clusters' APIs: `<id>.<…>.<region>.eks.amazonaws.com`, `<prefix>.hcp.<region>.azmk8s.io`. */
const clusterHost = /\.([a-z0-9-]+)\.(?:eks\.amazonaws\.com|azmk8s\.io)$/;
/** Names of Azure say nothing of a region: `<account>.blob.core.windows.net`, `<vault>.vault.azure.net`. */
const azureHosts = [
  { type: accountType, pattern: /^([a-z0-9]+)\.(?:privatelink\.)?blob\.core\.windows\.net$/ },
  { type: vaultType, pattern: /^([a-z0-9-]+)\.vault\.azure\.net$/ },
];

/** Nothing for a host without a region: the clouds' global services, and everybody else's. */
export function regionOfHost(world: World, host: string): string | undefined {
  const cluster = clusterHost.exec(host)?.[1];
  if (cluster) return cluster;
  const aws = readAwsHost(host);
  if (aws) return aws.region ?? findBucket(world, aws.bucket)?.region;
  for (const { type, pattern } of azureHosts) {
    const name = pattern.exec(host)?.[1];
    if (name) return world.all(type).find(({ outputs }) => String(outputs.name).toLowerCase() === name)?.region;
  }
  return undefined;
}
