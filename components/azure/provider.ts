import { Provider } from "@pulumi/azure-native/provider.js";
import type { Context } from "../contracts/context.ts";
import { directory } from "./directory.ts";

/**
 * The provider of a stack. It works in the stack's own subscription and directory, whatever the shell is logged in to.
 * Azure's provider knows no default tags: every component sets them (`inGroup`), and a test asks each resource.
 */
export function provider(name: string, context: Context): Provider {
  return new Provider(name, {
    subscriptionId: context.account,
    tenantId: directory(context),
    location: context.region,
  });
}
