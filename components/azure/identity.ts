import { FederatedIdentityCredential } from "@pulumi/azure-native/managedidentity/federatedIdentityCredential.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { Cluster } from "../contracts/cluster.ts";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../identities.ts";
import { subjectOf } from "../service-account.ts";
import { exchangeAudience } from "./federation.ts";
import { inGroup, resourceGroup } from "./groups.ts";
import { CustomRoles, groupOf, objectRights } from "./object-rights.ts";
import { recordPermissions } from "./policies.ts";
import { assignRole, builtInRoles, roleId } from "./roles.ts";

type Records = Extract<contract.Grant, { may: "change-records" }>;

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
  readonly #context: Context;
  readonly #group: ResourceGroup;
  readonly #workloads = new Map<string, Workload>();
  readonly #roles: CustomRoles;
  #assignments = 0;

  constructor(name: string, context: Context, _args: contract.IdentityArgs, options: ComponentResourceOptions) {
    super("longshore:azure:Identity", name, {}, options);
    this.#context = context;
    this.#group = resourceGroup(name, context, "identity", { parent: this });
    this.#roles = new CustomRoles(context, { parent: this });
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

  bind({ issuer }: Cluster): void {
    for (const [name, { identity, holder }] of this.#workloads) {
      new FederatedIdentityCredential(
        name,
        {
          resourceGroupName: this.#group.name,
          resourceName: identity.name,
          federatedIdentityCredentialResourceName: holder.serviceAccount,
          issuer,
          subject: subjectOf(holder),
          audiences: [exchangeAudience],
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
    const rights = objectRights(name, grants, this.#roles, "objects");
    if (rights) this.#assign(`${name}-objects`, { ...rights, principal });
  }

  #changeRecords(name: string, { zoneId, types }: Records, principal: Output<string>): void {
    // The zone has a group to itself, and external-dns looks for it there.
    const scope = zoneId.apply(groupOf);
    const role = this.#roles.get(`records ${types.join(" ")}`, scope, recordPermissions(types));
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
}
