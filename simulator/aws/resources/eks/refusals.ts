/** What EKS and its provider refuse of a cluster, in their own words. */
import type { Check, Refusal, Request } from "../../../cloud/definition.ts";
import type { Properties } from "../../../world.ts";
import { matching } from "../../checks.ts";
import { names } from "../../iam/documents.ts";
import * as ec2 from "../ec2/targets.ts";
import { type ClusterInputs, modeOf, notAssumed, notAssumedSource, roleArn } from "./inputs.ts";

const validate = "terraform-provider-aws, internal/service/eks/validate.go (2026-11)";

/** Whether a switch deep in the inputs is on; what is not known yet counts as nothing. */
function isOn(inputs: Properties, ...path: readonly string[]): boolean | undefined {
  const found = path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    inputs,
  );
  return typeof found === "boolean" ? found : undefined;
}

export const clusterChecks: readonly Check[] = [
  matching("name", /^.{1,100}$/, ({ name }) => `"name" length must be between 1-100 characters: "${name}"`, validate),
  matching(
    "name",
    /^[0-9A-Za-z][0-9A-Za-z_-]*$/,
    ({ name }) => `"name" doesn't comply with restrictions ("^[0-9A-Za-z][0-9A-Za-z_-]*$"): "${name}"`,
    validate,
  ),
  {
    property: "computeConfig",
    when: (inputs) => {
      const parts = [
        isOn(inputs, "computeConfig", "enabled"),
        isOn(inputs, "kubernetesNetworkConfig", "elasticLoadBalancing", "enabled"),
        isOn(inputs, "storageConfig", "blockStorage", "enabled"),
      ].map((on) => on ?? false);
      return new Set(parts).size > 1;
    },
    reason:
      "compute_config.enabled, kubernetes_network_config.elastic_load_balancing.enabled, and storage_config.block_storage.enabled must all be set to either true or false",
    source: "terraform-provider-aws, internal/service/eks/cluster.go (2026-11)",
  },
];

/**
 * Minor versions that a new cluster may have, EKS release calendar: 1.31 leaves extended support in November 2026, 1.36 is
 * offered (https://github.com/aws-controllers-k8s/test-infra/pull/1051, read 2026-11).
 */
const [oldest, newest] = [31, 36];

const isOffered = (version: string): boolean => {
  const [, minor] = /^1\.(\d+)$/.exec(version) ?? [];
  return Number(minor) >= oldest && Number(minor) <= newest;
};

/** Authentication modes go one step on, never back: EKS user guide, Change authentication mode (2026-11). */
const modes = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];
const stepsOf = (next: string, old: string): number => modes.indexOf(next) - modes.indexOf(old);

export const clusterRefusals: readonly Refusal<ClusterInputs>[] = [
  {
    code: "InvalidParameterException",
    when: ({ inputs }) => !isOffered(inputs.version),
    message: "unsupported Kubernetes version",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/21410 (read 2026-11)",
  },
  {
    code: "InvalidParameterException",
    when: ({ inputs, world }) => {
      const role = world.all(roleArn.type).find(({ outputs }) => outputs.arn === inputs.roleArn);
      return !names(String(role?.inputs.assumeRolePolicy ?? ""), "eks.amazonaws.com");
    },
    message: ({ inputs }) => notAssumed(inputs.roleArn),
    source: notAssumedSource,
  },
  {
    code: "InvalidParameterException",
    when: (request) => zones(request).size < 2,
    message: "Subnets specified must be in at least two different AZs",
    source: "EKS user guide, network requirements; wording from public apply logs (2026-11)",
  },
  {
    code: "InvalidParameterException",
    when: ({ inputs: { vpcConfig } }) => !vpcConfig.endpointPrivateAccess && !vpcConfig.endpointPublicAccess,
    message: "Private and public endpoint access cannot be false",
    source: "EKS API reference, VpcConfigRequest; wording from public code that avoids it (2026-11)",
  },
  {
    code: "InvalidParameterException",
    when: ({ inputs: { accessConfig } }) =>
      accessConfig.authenticationMode === "CONFIG_MAP" && !accessConfig.bootstrapClusterCreatorAdminPermissions,
    message: "bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is set to CONFIG_MAP",
    source: "https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3026 (read 2026-11)",
  },
  {
    code: "InvalidParameterException",
    when: ({ inputs: { accessConfig }, old }) =>
      old !== undefined && ![0, 1].includes(stepsOf(accessConfig.authenticationMode, modeOf(old.inputs))),
    message: ({ inputs, old }) =>
      `Unsupported authentication mode update from ${Object(old?.inputs.accessConfig).authenticationMode ?? modes[0]} to ${inputs.accessConfig.authenticationMode}`,
    source: "https://github.com/pulumi/pulumi-eks/issues/1493 (read 2026-11)",
  },
  {
    code: "InvalidParameterException",
    when: ({ inputs: next, old }) => stepOf(next.version, String(old?.outputs.version ?? next.version)) > 1,
    message: ({ inputs: next, old }) =>
      `Unsupported Kubernetes minor version update from ${old?.outputs.version} to ${next.version}`,
    source:
      "EKS user guide, Update existing cluster to new Kubernetes version; wording from public apply logs (2026-11)",
  },
];

export const clusterKeeps: readonly Refusal<ClusterInputs>[] = [
  {
    code: "InvalidRequestException",
    when: ({ inputs: current }) => current.deletionProtection,
    message: "Cluster cannot be deleted because deletion protection is enabled.",
    source: { believed: "EKS user guide, Protect EKS clusters from accidental deletion; the wording is remembered" },
  },
];

function zones({ inputs: { vpcConfig }, world }: Request<ClusterInputs>): Set<string> {
  return new Set(vpcConfig.subnetIds.map((id) => String(world.find(ec2.subnet.type, id)?.outputs.availabilityZone)));
}

/** Minor versions between two of Kubernetes; a step down counts as forbidden too. */
function stepOf(next: string, old: string): number {
  const step = Number(next.split(".")[1]) - Number(old.split(".")[1]);
  return step < 0 ? Number.POSITIVE_INFINITY : step;
}
