import * as types from "../../azure/types.ts";
import { cisAzure, pillar, securityHub } from "../../frameworks.ts";
import { bound, eachStatement } from "../../iam/document.ts";
import { accountsOf, ofAccount } from "../../iam/trust.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

const onBehalf = [
  "kms:EncryptionContext:",
  "kms:CallerAccount",
  "kms:ViaService",
  "aws:SourceAccount",
  "aws:SourceArn",
];

export const keysOfThisAccount: Rule = {
  name: "keys-of-this-account",
  threat: "over-wide-identity",
  level: "mandatory",
  severity: "critical",
  description: "A key is used by this account's identities and by services on its behalf",
  why: "A key's policy counts even where no identity was granted anything",
  frameworks: [securityHub("KMS.5"), pillar("security"), cisAzure("8.3.6")],
  remedy:
    "allow the account's root, and services under a condition on what they encrypt; on Azure rights in the vault are role assignments alone",
  checks: {
    aws: [
      onResource("aws:kms/key:Key", ({ inputs, provider }) => [
        ...inputs.mustHave("policy", "a policy that says who uses the key"),
        ...eachStatement(inputs, "policy", (statement) =>
          statement.effect === "Deny"
            ? []
            : statement.principals.flatMap(({ kind, id }) => [
                ...findingIf(
                  kind === "Service" && !bound(statement, ...onBehalf),
                  "",
                  `${id} for anybody`,
                  "a condition on encryption context, caller or source account",
                ),
                ...findingIf(
                  kind === "AWS" && id !== "*" && !ofAccount(id, provider ? accountsOf(provider) : []),
                  "",
                  id,
                  "principals of the stack's own account",
                ),
              ]),
        ),
      ]),
    ],
    azure: [
      onResource(types.vault, ({ inputs }) => [
        ...inputs.must("properties.enableRbacAuthorization", is(true), false),
        ...inputs.mustLack("properties.accessPolicies", "rights beside the roles"),
        ...["enabledForDeployment", "enabledForDiskEncryption", "enabledForTemplateDeployment"].flatMap((name) =>
          inputs.must(`properties.${name}`, is(false), false),
        ),
      ]),
    ],
  },
};
