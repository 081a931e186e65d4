/** From what people wrote to one platform. */
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { accessFacts } from "../components/access/facts.ts";
import { loadCloud } from "../components/clouds.ts";
import { readArgoCdChart } from "../components/gitops/chart.ts";
import { Platform } from "../components/platform.ts";
import { platformName } from "../components/standby.ts";
import { toAccessArgs } from "./access.ts";
import { Adoption } from "./adoption.ts";
import { readConfig } from "./config.ts";
import { checkCopies, uncopied } from "./copies.ts";
import { checkPeer } from "./link.ts";
import { toContext, toPlatformArgs } from "./platform-args.ts";
import { InvalidInput } from "./problems.ts";
import { rotationReminders } from "./rotation.ts";
import { parseSettings } from "./settings.ts";
import { readTenants } from "./tenants.ts";

/**
 * @param gitops  the folder that Argo CD syncs; tenants and Argo CD's own chart are read from it
 * @returns the stack's outputs; `linkSecrets` is a secret, the others are none
 * @throws RunError with all that is wrong with settings and tenants, before the first resource exists
 */
export async function program(gitops: string) {
  const { settings, file, context, args } = readInput(pulumi.getStack(), gitops);
  for (const reminder of rotationReminders(settings.secrets, new Date())) await pulumi.log.warn(reminder);
  const tenants = args.tenants.filter(({ copyOf }) => copyOf === undefined).map(({ name }) => name);
  const missing = context.role === "primary" ? uncopied(settings.copies, tenants) : undefined;
  if (missing) await pulumi.log.warn(missing);
  const cloud = await loadCloud(context.cloud);
  const provider = cloud.provider(context.cloud, context);
  // Lets the request for the provider go out, so that its plugin starts while the components are made.
  await setImmediate();
  const adoption = new Adoption(settings.adopt, file);
  const { outputs } = new Platform(context, args, cloud, provider, adoption.options);
  adoption.check();
  return { ...outputs, argoCd: "kubectl --namespace argocd get applications" };
}

function readInput(stack: string, gitops: string) {
  try {
    const { file, written, credential, linkSecrets } = readConfig(stack);
    const settings = parseSettings(written, file);
    checkPeer(stack, settings, file);
    checkCopies(stack, settings.copies, file);
    const context = toContext(stack, settings);
    const tenants = readTenants(join(gitops, "platforms", platformName({ stack }, settings.link)), settings);
    const facts = {
      domain: settings.domain,
      "image-mirror": settings.mirrors.images ?? "",
      ...accessFacts(settings.cloud, toAccessArgs(settings), settings.signOn),
    };
    const chart = readArgoCdChart(join(gitops, "platform", "argo-cd"), facts);
    return { settings, file, context, args: toPlatformArgs(settings, tenants, credential, chart, linkSecrets) };
  } catch (error) {
    // People see the list of what is wrong, and no stack trace.
    if (error instanceof InvalidInput) throw new pulumi.RunError(error.message);
    throw error;
  }
}
