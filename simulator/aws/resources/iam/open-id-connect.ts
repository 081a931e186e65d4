/** An issuer of tokens that an account trusts, for the roles that say so. */
import * as z from "zod";
import { matching } from "../../checks.ts";
import { define } from "../../define.ts";
import { arn } from "../../names.ts";
import { quota } from "../../quotas.ts";

export const providerType = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";

const host = (url: string): string => url.replace(/^https:\/\//, "");

export const openIdConnectProvider = define({
  type: providerType,
  api: {
    service: "IAM",
    create: "CreateOpenIDConnectProvider",
    update: "UpdateOpenIDConnectProviderThumbprint",
    delete: "DeleteOpenIDConnectProvider",
  },
  inputs: z.looseObject({ url: z.string(), clientIdLists: z.array(z.string()) }),
  scope: "account",
  // terraform-provider-aws, internal/service/iam/openid_connect_provider.go (2026-11).
  replaces: ["url"],
  tagged: true,
  checks: [
    matching("url", /^https:\/\//, "expected url to have an https scheme", "terraform-provider-aws, the same file"),
  ],
  unique: {
    within: "account",
    by: ({ url }) => url,
    code: "EntityAlreadyExists",
    message: ({ url }) => `Provider with url ${url} already exists.`,
    source: "https://github.com/DrFaust92/terraform-kubernetes-ebs-csi-driver/issues/107 (2023-04)",
  },
  refusals: [
    quota({
      type: providerType,
      quota: "L-858F3967",
      standard: 100,
      code: "LimitExceeded",
      message: (limit) => `Cannot exceed quota for OpenIdConnectProvidersPerAccount: ${limit}`,
      source: {
        believed: "the limit is in IAM user guide, IAM and AWS STS quotas (2026-11); the wording is that of the others",
      },
    }),
  ],
  identify: ({ inputs, account }) => arn("iam", { account }, `oidc-provider/${host(inputs.url)}`),
  compute: ({ inputs, account }) => ({ arn: arn("iam", { account }, `oidc-provider/${host(inputs.url)}`) }),
});
