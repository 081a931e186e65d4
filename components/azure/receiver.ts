import { FederatedIdentityCredential } from "@pulumi/azure-native/managedidentity/federatedIdentityCredential.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/objects.ts";
import type { WorkloadArgs } from "../identities.ts";
import { subjectOf } from "../service-account.ts";
import { exchangeAudience } from "./federation.ts";
import { inGroup, resourceGroup } from "./groups.ts";
import { CustomRoles, objectRights } from "./object-rights.ts";
import { assignRole } from "./roles.ts";

/**
 * One managed identity for each tenant, which one service account of the sender's cluster takes on with its own token: Entra
 * trusts that cluster's issuer for this one subject. Whatever happens at the sender, it can add here and take nothing away.
 *
 * *Cost*: none.
 */
export class Receiver extends ComponentResource implements contract.Receiver {
  readonly identities: Readonly<Record<string, Output<string>>>;

  constructor(
    name: string,
    context: Context,
    { issuer, deliveries }: contract.ReceiverArgs,
    options: ComponentResourceOptions,
  ) {
    super("longshore:azure:Receiver", name, {}, options);
    const child = { parent: this };
    const group = resourceGroup(name, context, "receiver", child);
    const roles = new CustomRoles(context, child);
    const identity = (tenant: string, { holder, grants, tags = {} }: WorkloadArgs): Output<string> => {
      const label = `${name}-${tenant}`;
      const place = inGroup(context, group);
      const made = new UserAssignedIdentity(
        label,
        { ...place, resourceName: `${context.prefix}-${label}`, tags: { ...place.tags, ...tags } },
        child,
      );
      const rights = objectRights(label, grants, roles, "deliveries");
      if (rights) assignRole(`${label}-objects`, context, { ...rights, principal: made.principalId }, child);
      new FederatedIdentityCredential(
        label,
        {
          resourceGroupName: group.name,
          resourceName: made.name,
          federatedIdentityCredentialResourceName: holder.serviceAccount,
          issuer,
          subject: subjectOf(holder),
          audiences: [exchangeAudience],
        },
        child,
      );
      return made.clientId;
    };
    this.identities = Object.fromEntries(
      Object.entries(deliveries).map(([tenant, delivery]) => [tenant, identity(tenant, delivery)]),
    );
    this.registerOutputs();
  }
}
