/** The clusters that run now. A simulator may run several: a platform and its recovery. */
import { Cluster, type ClusterArgs } from "./cluster.ts";
import type { Surroundings } from "./surroundings.ts";
import { ownerOfToken, type TokenOwner, userOfToken } from "./who-is.ts";

/** By the simulator that they belong to, then by key. */
const running = new WeakMap<Surroundings, Map<string, Promise<Cluster>>>();

const clustersOf = (simulator: Surroundings) => {
  const clusters = running.get(simulator) ?? new Map<string, Promise<Cluster>>();
  running.set(simulator, clusters);
  return clusters;
};

/**
 * Starts a cluster, or goes on with one that an earlier run left. One that runs already stays as it is, unless it is to
 * have another version: then it starts again with its data.
 */
export function startCluster(simulator: Surroundings, args: ClusterArgs): Promise<Cluster> {
  const clusters = clustersOf(simulator);
  const starting = startOver(simulator, args, clusters.get(args.key));
  clusters.set(args.key, starting);
  starting.catch(() => clusters.delete(args.key));
  return starting;
}

async function startOver(
  simulator: Surroundings,
  args: ClusterArgs,
  before: Promise<Cluster> | undefined,
): Promise<Cluster> {
  const known = await before?.catch(() => undefined);
  if (known?.args.version === args.version) return known;
  await known?.stop();
  return Cluster.start(simulator, args);
}

/** Everything that runs, in order of start. */
export const runningClusters = (simulator: Surroundings): Promise<readonly Cluster[]> =>
  Promise.all(clustersOf(simulator).values());

/** Ends a cluster's processes; its data stays for the next start. */
export async function stopCluster(simulator: Surroundings, key: string): Promise<void> {
  const cluster = await take(simulator, key);
  await cluster?.stop();
}

/** Ends a cluster's processes at once, as a power cut does; its data stays for the next start. */
export async function cutCluster(simulator: Surroundings, key: string): Promise<void> {
  const cluster = await take(simulator, key);
  await cluster?.cut();
}

/** Ends every cluster's processes, before the simulator itself ends. */
export async function stopClusters(simulator: Surroundings): Promise<void> {
  const keys = [...clustersOf(simulator).keys()];
  await Promise.all(keys.map((key) => stopCluster(simulator, key)));
}

/** Ends a cluster and forgets what it held. */
export async function deleteCluster(simulator: Surroundings, key: string): Promise<void> {
  const cluster = await take(simulator, key);
  await cluster?.delete();
}

/** Whose token it is, and on which cluster; nothing where none of them made it for this audience. */
export async function findTokenOwner(
  simulator: Surroundings,
  token: string,
  audience: string,
): Promise<{ readonly cluster: Cluster; readonly owner: TokenOwner } | undefined> {
  for (const cluster of await runningClusters(simulator)) {
    const owner = await ownerOfToken(cluster.api, token, audience);
    if (owner) return { cluster, owner };
  }
  return undefined;
}

/** Issuer and user name behind a service account's token; nothing where no cluster made it for this audience. */
export async function findTokenUser(
  simulator: Surroundings,
  token: string,
  audience: string,
): Promise<{ readonly issuer: string; readonly subject: string } | undefined> {
  for (const cluster of await runningClusters(simulator)) {
    const subject = await userOfToken(cluster.api, token, audience);
    if (subject) return { issuer: cluster.args.issuer, subject };
  }
  return undefined;
}

async function take(simulator: Surroundings, key: string): Promise<Cluster | undefined> {
  const clusters = clustersOf(simulator);
  const cluster = clusters.get(key);
  clusters.delete(key);
  return cluster;
}
