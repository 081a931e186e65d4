import * as z from "zod";
import { define } from "../../define.ts";
import { arn, newToken } from "../../names.ts";
import { clusterTarget, roleArn } from "./cluster.ts";

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
  },
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
      source: "EKS API reference, AssociateAccessPolicy (2026-11)",
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
    message: ({ serviceAccount, namespace }) =>
      `Association already exists for service account: ${serviceAccount}, namespace: ${namespace}`,
  },
  identify: () => `a-${newToken(16).toLowerCase()}`,
  compute: ({ inputs, account, region }, id) => ({
    associationId: id,
    associationArn: arn("eks", { account, region }, `podidentityassociation/${inputs.clusterName}/${id}`),
  }),
});

export const addon = define({
  type: "aws:eks/addon:Addon",
  api: { service: "EKS", create: "CreateAddon", update: "UpdateAddon", delete: "DeleteAddon" },
  inputs: z.looseObject({ clusterName: z.string(), addonName: z.string() }),
  replaces: ["clusterName", "addonName"],
  tagged: true,
  references: { clusterName: clusterTarget },
  unique: {
    within: "region",
    by: ({ clusterName, addonName }) => `${clusterName} ${addonName}`,
    code: "ResourceInUseException",
    message: () => "Addon already exists.",
  },
  identify: ({ inputs }) => `${inputs.clusterName}:${inputs.addonName}`,
  compute: ({ inputs, account, region }, _id, old) => ({
    arn: old.arn ?? arn("eks", { account, region }, `addon/${inputs.clusterName}/${inputs.addonName}/${newToken(8)}`),
  }),
});
