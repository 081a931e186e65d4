/** Who may assume a role. */
import type { Context } from "../contracts/context.ts";
import type { Holder } from "../identities.ts";
import { subjectOf } from "../service-account.ts";
import { arn } from "./arn.ts";
import { policyDocument } from "./policy-document.ts";

/** Sessions carry tags (pod, namespace, cluster) that stay with them when one role assumes the next. */
const withTags = ["sts:AssumeRole", "sts:TagSession"];

/** A service of AWS, for this account and no other (the confused-deputy problem). */
export const serviceTrust = (context: Context, service: string): string =>
  policyDocument([
    {
      Sid: "OnlyForThisAccount",
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": context.account } },
    },
  ]);

/** EKS itself; it sends no source account when it makes a cluster or a node. */
export const clusterTrust = (service: "eks.amazonaws.com" | "ec2.amazonaws.com"): string =>
  policyDocument([
    {
      Sid: "Eks",
      Effect: "Allow",
      Principal: { Service: service },
      Action: service === "eks.amazonaws.com" ? withTags : "sts:AssumeRole",
    },
  ]);

/**
 * The pods of one service account on one cluster. EKS Pod Identity states all three as tags of its request, so an
 * association made by mistake for another service account is refused.
 * Source: EKS user guide, "Create IAM role with trust policy required by EKS Pod Identity", November 2026.
 */
export const podTrust = (context: Context, cluster: string, namespace: string, serviceAccount: string): string =>
  policyDocument([
    {
      Sid: "PodsOfOneServiceAccount",
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: withTags,
      Condition: {
        StringEquals: {
          "aws:RequestTag/eks-cluster-arn": arn(context, "eks", `cluster/${cluster}`),
          "aws:RequestTag/kubernetes-namespace": namespace,
          "aws:RequestTag/kubernetes-service-account": serviceAccount,
        },
      },
    },
  ]);

/** Another role of this platform. */
export const roleTrust = (role: string): string =>
  policyDocument([{ Sid: "OneRole", Effect: "Allow", Principal: { AWS: role }, Action: withTags }]);

/** What a token is made for that STS takes. */
export const tokenAudience = "sts.amazonaws.com";

/**
 * One service account of a cluster elsewhere, by the token that the cluster signed for it.
 * @param provider  ARN of the issuer's provider in this account
 * @param issuer    its URL; IAM names its claims without the scheme ("Available keys for AWS OIDC federation", November 2026)
 */
export function webIdentityTrust(
  provider: string,
  issuer: string,
  account: Pick<Holder, "namespace" | "serviceAccount">,
): string {
  const claim = (name: string) => `${issuer.replace(/^https:\/\//, "")}:${name}`;
  return policyDocument([
    {
      Sid: "PodsOfOneServiceAccount",
      Effect: "Allow",
      Principal: { Federated: provider },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [claim("aud")]: tokenAudience,
          [claim("sub")]: subjectOf(account),
        },
      },
    },
  ]);
}
