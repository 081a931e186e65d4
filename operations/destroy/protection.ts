/** Deletion protection of a cluster: it guards against a hand's mistake, and a destroy is none. */
import { aws } from "../cloud-cli.ts";
import type { StackPlace } from "../stacks.ts";
import { resourcesOf, type State } from "../state.ts";

/**
 * Takes it off where EKS would refuse to delete (https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html,
 * read 2026-11-22). AKS has no such switch. The next `pulumi up` makes a new cluster, with its protection.
 */
export async function liftProtection({ region }: StackPlace, state: State): Promise<void> {
  for (const name of protectedClusters(state))
    await aws(["eks", "update-cluster-config", "--name", name, "--no-deletion-protection"], region);
}

/** Names of EKS clusters that AWS would refuse to delete. */
export const protectedClusters = (state: State): readonly string[] =>
  resourcesOf(state)
    .filter(({ type, inputs }) => type === "aws:eks/cluster:Cluster" && inputs?.deletionProtection === true)
    .map(({ outputs }) => String(outputs?.name));
