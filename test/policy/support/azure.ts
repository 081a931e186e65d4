/** Azure's sample platforms as rules see them. */
import { loadCloud } from "../../../components/clouds.ts";
import { Platform, type PlatformArgs } from "../../../components/platform.ts";
import { toContext, toPlatformArgs } from "../../../stacks/platform-args.ts";
import { merge } from "../../../stacks/recipes.ts";
import { parseSettings } from "../../../stacks/settings.ts";
import { type Registered, run } from "../../components/mocks.ts";
import { harbor, standardPlatform, varied, writtenSettings } from "../../components/platforms.ts";

const chart = { name: "argo-cd", repository: "https://argoproj.github.io/argo-helm", version: "1.2.3", values: {} };

/** The stack's own subscription: the mocks compute ids in one called `s`. */
export const subscriptionOf = (stack: string): string => `/subscriptions/${writtenSettings(stack).account}`;

export async function azurePlatform(stack = "azure-production"): Promise<readonly Registered[]> {
  return inSubscription(stack, (await standardPlatform(stack)).resources);
}

/** `azure-production` with the settings and tenants that stretch it. */
export const variedAzure = (): Promise<readonly Registered[]> =>
  build(varied.settings, (args) => ({ ...args, tenants: varied.tenants }));

/** `azure-production` with one tenant, and arguments that no settings' schema has seen. */
export const azureWith = (change: (args: PlatformArgs) => PlatformArgs): Promise<readonly Registered[]> =>
  build({}, (args) => change({ ...args, tenants: [harbor] }));

async function build(settings: object, change: (args: PlatformArgs) => PlatformArgs): Promise<readonly Registered[]> {
  const stack = "azure-production";
  const parsed = parseSettings(merge(writtenSettings(stack), { ...settings }), "test");
  const args = change(toPlatformArgs(parsed, [], undefined, chart));
  const cloud = await loadCloud(parsed.cloud);
  const { resources } = await run(stack, () => new Platform(toContext(stack, parsed), args, cloud));
  return inSubscription(stack, resources);
}

const inSubscription = (stack: string, resources: readonly Registered[]): readonly Registered[] =>
  JSON.parse(JSON.stringify(resources).replaceAll("/subscriptions/s/", `${subscriptionOf(stack)}/`));
