import * as z from "zod";
import type { Refusal } from "../../../cloud/definition.ts";
import { define } from "../../define.ts";
import { lets } from "../../iam/documents.ts";
import { arn, newToken } from "../../names.ts";
import { clusterTarget, modeOf, roleArn } from "./inputs.ts";

const source = "EKS API reference; wording from public apply logs (2026-11)";

/** Entries count only where the cluster asks for them. */
const entriesOff: Refusal<{ readonly clusterName: string }> = {
  code: "InvalidRequestException",
  when: ({ inputs, world }) => modeOf(world.find(clusterTarget.type, inputs.clusterName)?.inputs) === "CONFIG_MAP",
  message:
    "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
  source: "https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3048 (read 2026-11)",
};

export const accessEntry = define({
  type: "aws:eks/accessEntry:AccessEntry",
  api: { service: "EKS", create: "CreateAccessEntry", update: "UpdateAccessEntry", delete: "DeleteAccessEntry" },
  inputs: z.looseObject({
    clusterName: z.string(),
    principalArn: z.string(),
    type: z.string().default("STANDARD"),
    userName: z.string().optional(),
  }),
  replaces: ["clusterName", "principalArn", "type"],
  tagged: true,
  references: { clusterName: clusterTarget },
  unique: {
    within: "region",
    by: ({ clusterName, principalArn }) => `${clusterName} ${principalArn}`,
    code: "ResourceInUseException",
    message: () => "The specified access entry resource is already in use on this cluster.",
    source,
  },
  refusals: [entriesOff],
  identify: ({ inputs }) => `${inputs.clusterName}:${inputs.principalArn}`,
  compute: ({ inputs, account, region }) => ({
    accessEntryArn: arn("eks", { account, region }, `access-entry/${inputs.clusterName}/${inputs.principalArn}`),
    userName: inputs.userName ?? inputs.principalArn,
  }),
});

export const accessPolicyAssociation = define({
  type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
  api: { service: "EKS", create: "AssociateAccessPolicy", delete: "DisassociateAccessPolicy" },
  inputs: z.looseObject({ clusterName: z.string(), principalArn: z.string(), policyArn: z.string() }),
  replaces: ["clusterName", "principalArn", "policyArn", "accessScope"],
  references: { clusterName: clusterTarget },
  refusals: [
    entriesOff,
    {
      code: "ResourceNotFoundException",
      when: ({ inputs, world }) =>
        !world
          .all("aws:eks/accessEntry:AccessEntry")
          .some(
            (entry) =>
              entry.inputs.clusterName === inputs.clusterName && entry.inputs.principalArn === inputs.principalArn,
          ),
      message: ({ inputs }) =>
        `The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'. (${inputs.principalArn})`,
      source: { believed: "the code is in the EKS API reference, AssociateAccessPolicy; the wording is remembered" },
    },
  ],
  identify: ({ inputs }) => `${inputs.clusterName}#${inputs.principalArn}#${inputs.policyArn}`,
});

export const podIdentityAssociation = define({
  type: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  api: {
    service: "EKS",
    create: "CreatePodIdentityAssociation",
    update: "UpdatePodIdentityAssociation",
    delete: "DeletePodIdentityAssociation",
  },
  inputs: z.looseObject({
    clusterName: z.string(),
    namespace: z.string(),
    serviceAccount: z.string(),
    roleArn: z.string(),
  }),
  replaces: ["clusterName", "namespace", "serviceAccount"],
  tagged: true,
  references: { clusterName: clusterTarget, roleArn },
  unique: {
    within: "region",
    by: ({ clusterName, namespace, serviceAccount }) => `${clusterName} ${namespace} ${serviceAccount}`,
    code: "ResourceInUseException",
    message: (_inputs, taken) => `Association already exists: ${taken.id}`,
    source: "https://github.com/awslabs/crossplane-on-eks/issues/168 (read 2026-11)",
  },
  refusals: [
    {
      code: "InvalidParameterException",
      when: ({ inputs, world }) => {
        const trust = world.all(roleArn.type).find(({ outputs }) => outputs.arn === inputs.roleArn);
        const policy = String(trust?.inputs.assumeRolePolicy ?? "");
        return ["sts:AssumeRole", "sts:TagSession"].some((action) => !lets(policy, "pods.eks.amazonaws.com", action));
      },
      message: "Trust policy of the role provided is invalid.",
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/41483 (read 2026-11)",
    },
  ],
  identify: () => `a-${newToken(16).toLowerCase()}`,
  compute: ({ inputs, account, region }, id) => ({
    associationId: id,
    associationArn: arn("eks", { account, region }, `podidentityassociation/${inputs.clusterName}/${id}`),
  }),
});

export const addon = define({
  type: "aws:eks/addon:Addon",
  api: { service: "EKS", create: "CreateAddon", update: "UpdateAddon", delete: "DeleteAddon" },
  inputs: z.looseObject({ clusterName: z.string(), addonName: z.string(), addonVersion: z.string().optional() }),
  replaces: ["clusterName", "addonName"],
  tagged: true,
  references: { clusterName: clusterTarget },
  unique: {
    within: "region",
    by: ({ clusterName, addonName }) => `${clusterName} ${addonName}`,
    code: "ResourceInUseException",
    message: () => "Addon already exists.",
    source,
  },
  refusals: [
    {
      code: "InvalidParameterException",
      when: ({ inputs: { addonVersion } }) =>
        addonVersion !== undefined && !/^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(addonVersion),
      message: "Addon version specified is not supported",
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/33385 (read 2026-11)",
    },
  ],
  identify: ({ inputs }) => `${inputs.clusterName}:${inputs.addonName}`,
  compute: ({ inputs, account, region }, _id, old) => ({
    arn: old.arn ?? arn("eks", { account, region }, `addon/${inputs.clusterName}/${inputs.addonName}/${newToken(8)}`),
  }),
});
