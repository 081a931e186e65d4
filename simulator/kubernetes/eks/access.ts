/** Access entries and access policies of an EKS cluster, as Pulumi wrote them into the World. */
import * as z from "zod";
import type { World } from "../../world.ts";
import type { User } from "../authentication/user.ts";

const entry = z.object({
  clusterName: z.string(),
  principalArn: z.string(),
  kubernetesGroups: z.array(z.string()).optional(),
  userName: z.string().optional(),
});
const association = z.object({
  clusterName: z.string(),
  principalArn: z.string(),
  policyArn: z.string(),
  accessScope: z.object({ type: z.enum(["cluster", "namespace"]), namespaces: z.array(z.string()).optional() }),
});
export type Association = z.output<typeof association>;

/** Which cluster is meant. */
export interface EksCluster {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** The policies that are associated on a cluster. */
export function associations(world: World, cluster: EksCluster): readonly Association[] {
  return ofCluster(world, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation", association, cluster);
}

/**
 * The user that an IAM principal is on a cluster; nothing where the cluster has no access entry for it.
 * @param caller  as STS names it, for example `arn:aws:sts::123456789012:assumed-role/administrator/anna`
 */
export function userOf(world: World, cluster: EksCluster, caller: string): User | undefined {
  const principal = principalOf(caller);
  const known = ofCluster(world, "aws:eks/accessEntry:AccessEntry", entry, cluster).find(
    ({ principalArn }) => principalOf(principalArn) === principal,
  );
  if (!known) return undefined;
  const policies = associations(world, cluster).filter(({ principalArn }) => principalOf(principalArn) === principal);
  return {
    // EKS shows the session in the name unless the entry names the user.
    username: known.userName ?? caller,
    groups: [...(known.kubernetesGroups ?? []), ...policies.flatMap(groupsOf)],
  };
}

/** Groups through which a policy takes effect: one for the whole cluster, or one for each namespace pattern. */
export function groupsOf({ policyArn, accessScope }: Association): string[] {
  const policy = policyName(policyArn);
  if (accessScope.type === "namespace") {
    return (accessScope.namespaces ?? []).map((namespace) => namespaceGroup(policy, namespace));
  }
  return [policy === "AmazonEKSClusterAdminPolicy" ? "system:masters" : clusterGroup(policy)];
}

export const clusterGroup = (policy: string) => `eks-access-policy:${policy}`;
export const namespaceGroup = (policy: string, namespace: string) => `${clusterGroup(policy)}:${namespace}`;

/** Last part of `arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy`. */
export const policyName = (arn: string) => arn.slice(arn.lastIndexOf("/") + 1);

/** A role's own ARN without its path, whichever way it is named; a session's path is not in its ARN. */
function principalOf(arn: string): string {
  const [, account, name] =
    /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ??
    /^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(arn) ??
    [];
  return account ? `arn:aws:iam::${account}:role/${name}` : arn;
}

function ofCluster<T extends { clusterName: string }>(
  world: World,
  type: string,
  schema: z.ZodType<T>,
  { name, account, region }: EksCluster,
): readonly T[] {
  return world
    .all(type)
    .filter((resource) => resource.account === account && resource.region === region)
    .map(({ outputs }) => schema.parse(outputs))
    .filter(({ clusterName }) => clusterName === name);
}
