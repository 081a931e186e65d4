/** Data sources of AWS, by Pulumi token. */
import * as z from "zod";
import type { Properties } from "../world.ts";
import { notSimulated } from "./catalogue.ts";
import type { Configuration } from "./configuration.ts";
import { arnOf, type Session } from "./iam/principal.ts";

interface Caller {
  readonly session: Session;
  readonly configuration: Configuration;
}

type Answer = (args: Properties, caller: Caller) => Properties;

/**
 * Versions of add-ons that are in public use (GitHub, November 2026). Which of them EKS names as the default for a
 * Kubernetes version can only be asked of AWS.
 */
const addonVersions: Readonly<Record<string, string>> = { "metrics-server": "v0.8.0-eksbuild.2" };

const addonArgs = z.looseObject({ addonName: z.string(), kubernetesVersion: z.string() });

const functions: Readonly<Record<string, Answer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_args, { session }) => ({
    accountId: session.account,
    arn: arnOf(session),
    userId: session.role,
    id: session.account,
  }),
  "aws:index/getRegion:getRegion": (args, { configuration }) => {
    const region = args.region ?? configuration.region;
    return { id: region, name: region, region, endpoint: `ec2.${region}.amazonaws.com` };
  },
  "aws:index/getPartition:getPartition": () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (_args, { configuration: { region } }) => ({
    id: region,
    region,
    names: ["a", "b", "c"].map((letter) => region + letter),
    zoneIds: ["1", "2", "3"].map((number) => `${region}-az${number}`),
  }),
  "aws:eks/getAddonVersion:getAddonVersion": (args) => {
    const { addonName, kubernetesVersion } = addonArgs.parse(args);
    const version = addonVersions[addonName];
    // Source: terraform-provider-aws, internal/service/eks/addon_version_data_source.go (November 2026).
    if (!version) throw new Error(`reading EKS Add-On version info (${addonName}, ${kubernetesVersion}): empty result`);
    return { ...args, id: addonName, version };
  },
};

/** Functions that the provider answers by itself. */
export const offline: readonly string[] = ["aws:index/getPartition:getPartition", "aws:index/getRegion:getRegion"];

/** @throws Error that names the next step, for a function that is not simulated */
export function invoke(token: string, args: Properties, caller: Caller): Properties {
  const answer = functions[token];
  if (!answer) throw new Error(notSimulated(token));
  return answer(args, caller);
}
