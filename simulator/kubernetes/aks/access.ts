/** Who a token of Entra's is on an AKS cluster with Azure RBAC. */

import type { EntraIssuer } from "../../azure/entra/tokens.ts";
import { aksServer } from "../../azure/kubeconfig.ts";
import { lastSegment } from "../../azure/names.ts";
import { clusterAdministrator } from "../../azure/rbac/built-in.ts";
import { assignmentsOn } from "../../azure/rbac/decide.ts";
import type { World } from "../../world.ts";
import type { User } from "../authentication/user.ts";

/**
 * Roles on a whole cluster as the role of Kubernetes that each resembles; "Cluster Admin" is `system:masters`:
 * https://learn.microsoft.com/azure/aks/concepts-identity#built-in-roles (2026-11).
 */
export const roles: Readonly<Record<string, string>> = {
  "3498e952-d568-435e-9b2c-8d77e338d7f7": "admin",
  "a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb": "edit",
  "7f6c6a51-bcf8-42ba-9220-52d62157d7db": "view",
};

export const groupOf = (role: string): string => `aks-rbac:${role}`;

/**
 * @param cluster  ARM id
 * @throws InvalidToken for a token that is not for AKS
 */
export function userOf(world: World, issuer: EntraIssuer, cluster: string, token: string): User | undefined {
  const { objectId, subscription } = issuer.principalOf(token, [aksServer]);
  const isRunner = subscription !== undefined && cluster.startsWith(`/subscriptions/${subscription}/`);
  const assigned = assignmentsOn(world, cluster)
    // The runner is a member of the administrators' group, whatever id that has: day 0 has made it one.
    .filter(({ principalId, principalType }) => principalId === objectId || (isRunner && principalType === "Group"))
    .map(({ roleDefinitionId }) => lastSegment(roleDefinitionId));
  const groups = assigned.flatMap((role) =>
    role === clusterAdministrator ? "system:masters" : roles[role] ? groupOf(roles[role]) : [],
  );
  return { username: objectId, groups: [...new Set(groups)] };
}
