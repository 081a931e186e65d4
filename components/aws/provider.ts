import { Provider } from "@pulumi/aws/provider.js";
import type { Context } from "../contracts/context.ts";

/**
 * The provider of a stack. It refuses to run against any account but the stack's own, whatever credentials the shell
 * holds, and it puts the platform's tags on everything that can carry tags, so that no component can forget them.
 */
export function provider(name: string, context: Context): Provider {
  return new Provider(name, {
    region: context.region,
    allowedAccountIds: [context.account],
    defaultTags: { tags: { ...context.tags } },
  });
}
