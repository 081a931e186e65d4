import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { ComponentResource, type ComponentResourceOptions, type Output, output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/objects.ts";
import type { WorkloadArgs } from "../identities.ts";
import { physicalName } from "../names.ts";
import { statementsOf } from "./policies.ts";
import { policyDocument } from "./policy-document.ts";
import { tokenAudience, webIdentityTrust } from "./trust.ts";

/**
 * One IAM role for each tenant, which one service account of the sender's cluster takes on with its own token. The account
 * trusts that cluster's issuer for these roles alone. Whatever happens at the sender, it can add here and take nothing away.
 *
 * An account has one provider for an issuer: no two stacks of one account receive from the same sender.
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
    super("longshore:aws:Receiver", name, {}, options);
    // Without a thumbprint IAM fetches the issuer's certificate itself.
    const provider = new OpenIdConnectProvider(name, { url: issuer, clientIdLists: [tokenAudience] }, { parent: this });
    const role = (tenant: string, { holder, grants, tags = {} }: WorkloadArgs): Output<string> => {
      const label = `${name}-${tenant}`;
      const made = new Role(
        label,
        {
          name: physicalName(64, context.prefix, label),
          assumeRolePolicy: provider.arn.apply((arn) => webIdentityTrust(arn, issuer, holder)),
          tags,
        },
        { parent: this },
      );
      const policy = output(grants).apply((known) => policyDocument(statementsOf(known, context.region)));
      new RolePolicy(label, { name: "grants", role: made.name, policy }, { parent: this });
      return made.arn;
    };
    this.identities = Object.fromEntries(
      Object.entries(deliveries).map(([tenant, delivery]) => [tenant, role(tenant, delivery)]),
    );
    this.registerOutputs();
  }
}
