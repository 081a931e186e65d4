import * as types from "../../azure/types.ts";
import { azurePillar, cisAks, cisEks, pillar } from "../../frameworks.ts";
import { holding, is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const clusterSecretsEncrypted: Rule = {
  name: "cluster-secrets-encrypted",
  threat: "plaintext",
  level: "mandatory",
  severity: "high",
  description: "Secrets in the cluster are encrypted with the platform's key",
  why: "Kubernetes keeps every tenant's passwords in etcd",
  frameworks: [pillar("security"), azurePillar("security"), cisEks("5.3.1"), cisAks("5.3.1")],
  remedy: "keep encryptionConfig with the data key and resources [secrets]; on Azure securityProfile.azureKeyVaultKms",
  checks: {
    aws: [
      onResource("aws:eks/cluster:Cluster", ({ inputs }) => [
        ...inputs.mustHave("encryptionConfig.provider.keyArn", "the ARN of the platform's data key"),
        ...inputs.must("encryptionConfig.resources", holding("secrets")),
      ]),
    ],
    azure: [
      onResource(types.cluster, ({ inputs }) => [
        ...inputs.must("securityProfile.azureKeyVaultKms.enabled", is(true), false),
        ...inputs.must("securityProfile.azureKeyVaultKms.keyVaultNetworkAccess", is("Private"), "Public"),
        ...inputs.mustHave("securityProfile.azureKeyVaultKms.keyId", "the platform's data key with its version"),
        ...inputs.mustHave("securityProfile.azureKeyVaultKms.keyVaultResourceId", "the platform's vault"),
      ]),
    ],
  },
};
