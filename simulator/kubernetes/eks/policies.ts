/**
 * What EKS access policies allow, as RBAC. EKS has an authorizer of its own for them; here each policy is a group that is
 * bound to the user-facing role it resembles:
 * https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html (read 2026-11-22).
 */
import type { Manifest } from "../api/api.ts";
import { clusterGroup, namespaceGroup } from "./access.ts";

/** Role of the cluster that each policy is bound to. `AmazonEKSClusterAdminPolicy` needs none: it is `system:masters`. */
const roles: Readonly<Record<string, string>> = {
  AmazonEKSAdminPolicy: "admin",
  AmazonEKSEditPolicy: "edit",
  AmazonEKSViewPolicy: "view",
  AmazonEKSAdminViewPolicy: "eks-admin-view",
};
const rbac = "rbac.authorization.k8s.io";

/** What a cluster holds from the start. */
export function clusterWide(): readonly Manifest[] {
  const viewEverything: Manifest = {
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRole",
    metadata: { name: "eks-admin-view" },
    rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["get", "list", "watch"] }],
  };
  const bindings = Object.keys(roles).map((policy) => binding("ClusterRoleBinding", policy, clusterGroup(policy)));
  return [viewEverything, ...bindings];
}

/**
 * A policy's effect in one namespace.
 * @param pattern  namespace as the association names it, possibly with `*`
 * @throws Error for a policy that the simulator does not know
 */
export function inNamespace(policy: string, pattern: string, namespace: string): Manifest {
  const made = binding("RoleBinding", policy, namespaceGroup(policy, pattern));
  return { ...made, metadata: { ...made.metadata, namespace } };
}

/** Whether a namespace is meant by the pattern of an access scope. */
export function matches(pattern: string, namespace: string): boolean {
  const source = pattern.split("*").map((part) => part.replaceAll(/[^a-z0-9-]/g, "\\$&"));
  return new RegExp(`^${source.join(".*")}$`).test(namespace);
}

function binding(kind: "ClusterRoleBinding" | "RoleBinding", policy: string, group: string): Manifest {
  const role = policy === "AmazonEKSClusterAdminPolicy" ? "cluster-admin" : roles[policy];
  if (!role) {
    const known = ["AmazonEKSClusterAdminPolicy", ...Object.keys(roles)].join(", ");
    throw new Error(`the simulator does not know the access policy ${policy}; it knows ${known}`);
  }
  return {
    apiVersion: `${rbac}/v1`,
    kind,
    metadata: { name: group.replaceAll("*", "-any-").toLowerCase() },
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name: role },
    subjects: [{ apiGroup: rbac, kind: "Group", name: group }],
  };
}
