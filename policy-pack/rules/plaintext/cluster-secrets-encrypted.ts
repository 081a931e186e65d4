import { pillar } from "../../frameworks.ts";
import { holding } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const clusterSecretsEncrypted: Rule = {
  name: "cluster-secrets-encrypted",
  threat: "plaintext",
  level: "mandatory",
  severity: "high",
  description: "Secrets in the cluster are encrypted with the platform's key",
  why: "Kubernetes keeps every tenant's passwords in etcd",
  frameworks: [pillar("security")],
  remedy: "keep encryptionConfig with the data key and resources [secrets]",
  checks: {
    aws: [
      onResource("aws:eks/cluster:Cluster", ({ inputs }) => [
        ...inputs.mustHave("encryptionConfig.provider.keyArn", "the ARN of the platform's data key"),
        ...inputs.must("encryptionConfig.resources", holding("secrets")),
      ]),
    ],
  },
};
