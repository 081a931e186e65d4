import { RoleDefinition } from "@pulumi/azure-native/authorization/roleDefinition.js";
import { FederatedIdentityCredential } from "@pulumi/azure-native/managedidentity/federatedIdentityCredential.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { all, ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type * as contracts from "../contracts.ts";
import type * as contract from "../identities.ts";
import { Container } from "./bucket.ts";
import { Cluster } from "./cluster.ts";
import { inGroup, resourceGroup } from "./groups.ts";
import { globalName, uuid } from "./names.ts";
import { own } from "./own.ts";
import { objectCondition, objectPermissions, objectRole, recordPermissions } from "./policies.ts";
import { assignRole, builtInRoles, roleId } from "./roles.ts";

type Records = Extract<contract.Grant, { may: "change-records" }>;

type Permissions = ReturnType<typeof objectPermissions | typeof recordPermissions>;

interface Workload {
  readonly identity: UserAssignedIdentity;
  readonly holder: contract.Holder;
}

/** Role assignments that Azure takes in one subscription ("Azure RBAC limits", Microsoft Learn, November 2026). */
const assignmentLimit = 4000;
/** Of these, left to people and to what the other components assign. */
const reserved = 400;

/**
 * One managed identity for each workload, with roles that end at its secrets, paths and records. Pods take it on by
 * workload identity: the cluster vouches for a service account, no credential is stored anywhere.
 *
 * An identity has exactly one credential, for its one service account, so the limit of 20 credentials is never met. What
 * many tenants meet first is the number of role assignments in a subscription; going over it is an error here.
 *
 * Azure has no way for one identity to take on another. External Secrets reads in the stead of a service account of the
 * tenant's namespace instead (`Holder.through`), and its own identity has no right at all.
 *
 * *Cost*: none.
 */
export class Identity extends ComponentResource implements contract.Identity {
  readonly #context: contracts.Context;
  readonly #group: ResourceGroup;
  readonly #workloads = new Map<string, Workload>();
  readonly #roles = new Map<string, Output<string>>();
  #assignments = 0;

  constructor(
    name: string,
    context: contracts.Context,
    _args: contract.IdentityArgs,
    options: ComponentResourceOptions,
  ) {
    super("longshore:azure:Identity", name, {}, options);
    this.#context = context;
    this.#group = resourceGroup(name, context, "identity", { parent: this });
    this.registerOutputs();
  }

  workload(name: string, { holder, grants, tags = {} }: contract.WorkloadArgs): contract.WorkloadIdentity {
    const place = inGroup(this.#context, this.#group);
    const identity = new UserAssignedIdentity(
      name,
      { ...place, resourceName: `${this.#context.prefix}-${name}`, tags: { ...place.tags, ...tags } },
      { parent: this },
    );
    const { principalId } = identity;
    this.#readSecrets(name, grants, principalId);
    this.#useObjects(name, grants, principalId);
    for (const grant of grants) if (grant.may === "change-records") this.#changeRecords(name, grant, principalId);
    this.#workloads.set(name, { identity, holder });
    return { name, id: identity.clientId };
  }

  bind(cluster: contracts.Cluster): void {
    const { issuer } = own(cluster, Cluster);
    for (const [name, { identity, holder }] of this.#workloads) {
      new FederatedIdentityCredential(
        name,
        {
          resourceGroupName: this.#group.name,
          resourceName: identity.name,
          federatedIdentityCredentialResourceName: holder.serviceAccount,
          issuer,
          subject: `system:serviceaccount:${holder.namespace}:${holder.serviceAccount}`,
          audiences: ["api://AzureADTokenExchange"],
        },
        { parent: this },
      );
    }
  }

  #readSecrets(name: string, grants: readonly contract.Grant[], principal: Output<string>): void {
    const secrets = grants.flatMap((grant) => (grant.may === "read-secrets" ? grant.secrets : []));
    const role = roleId(this.#context, builtInRoles.keyVaultSecretsUser);
    for (const { id, label } of secrets) this.#assign(`${name}-${label}`, { scope: id, role, principal });
  }

  #useObjects(name: string, grants: readonly contract.Grant[], principal: Output<string>): void {
    const objects = grants.filter((grant) => grant.may === "use-objects");
    if (objects.length === 0) return;
    const group = onlyGroup(
      name,
      objects.map(({ bucket }) => own(bucket, Container).group),
    );
    const scope = all(objects.map(({ bucket }) => bucket.id)).apply(([id = ""]) => groupOf(id));
    const what = objectRole(objects);
    const role = this.#role(`objects ${what} in ${group}`, scope, objectPermissions(what));
    this.#assign(`${name}-objects`, { scope, role, principal, condition: objectCondition(objects) });
  }

  #changeRecords(name: string, { zoneId, types }: Records, principal: Output<string>): void {
    // The zone has a group to itself, and external-dns looks for it there.
    const scope = zoneId.apply(groupOf);
    const role = this.#role(`records ${types.join(" ")}`, scope, recordPermissions(types));
    this.#assign(`${name}-records`, { scope, role, principal });
  }

  #assign(name: string, args: Parameters<typeof assignRole>[2]): void {
    this.#assignments += 1;
    if (this.#assignments > assignmentLimit - reserved) {
      throw new Error(
        `${name}: more than ${assignmentLimit - reserved} role assignments; Azure takes ${assignmentLimit} in a subscription: move tenants to a platform in another one`,
      );
    }
    assignRole(name, this.#context, args, { parent: this });
  }

  /**
   * A role of the platform's own, made when it is first asked for. Its name is unique in the whole directory.
   *
   * It can be assigned in one group and nowhere else: all buckets that one role is for are in one group, and so is the
   * zone. ("Azure custom roles", AssignableScopes, Microsoft Learn, November 2026.)
   */
  #role(what: string, scope: Output<string>, permissions: Permissions): Output<string> {
    const known = this.#roles.get(what);
    if (known) return known;
    const roleDefinitionId = uuid(this.#context.account, this.#context.prefix, what);
    const definition = new RoleDefinition(
      `role-${what.replaceAll(" ", "-").toLowerCase()}`,
      {
        roleDefinitionId,
        roleName: `${globalName(this.#context, 64)}: ${what}`,
        description: `Workloads of ${this.#context.prefix}`,
        scope,
        assignableScopes: [scope],
        permissions: [permissions],
      },
      { parent: this },
    );
    // Assignments name a role by its id in the subscription, wherever it can be assigned.
    const id = definition.id.apply(() => roleId(this.#context, roleDefinitionId));
    this.#roles.set(what, id);
    return id;
  }
}

/** Resource id of the group that a resource is in. */
const groupOf = (id: string) => id.replace(/\/providers\/.*$/, "");

function onlyGroup(workload: string, groups: readonly string[]): string {
  const [group, ...others] = new Set(groups);
  if (group !== undefined && others.length === 0) return group;
  throw new Error(
    `${workload}: its buckets are in ${others.length + 1} groups; one store holds all of a workload's buckets`,
  );
}
