/** What a stack tells the Azure Native provider about itself. */
import * as z from "zod";
import type { Properties } from "../world.ts";
import { AzureError } from "./error.ts";

const schema = z.looseObject({
  subscriptionId: z.string().optional(),
  tenantId: z.string().optional(),
  location: z.string().optional(),
});

export interface Configuration {
  readonly subscription: string;
  readonly tenant: string;
  /** Location of everything that names none itself. */
  readonly location: string | undefined;
}

/**
 * @param inputs   of the provider resource
 * @param session  whose credentials the engine has: its tenant, and the subscription that they reach
 * @throws Error in Azure's own words for another subscription
 */
export function configure(inputs: Properties, session: { subscription: string; tenant: string }): Configuration {
  const { subscriptionId = session.subscription, tenantId = session.tenant, location } = schema.parse(inputs);
  // https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-subscription-not-found (2026-11).
  if (subscriptionId !== session.subscription)
    throw new AzureError("SubscriptionNotFound", `The subscription '${subscriptionId}' could not be found.`);
  return { subscription: subscriptionId, tenant: tenantId, location };
}
