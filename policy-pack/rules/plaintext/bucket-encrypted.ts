import { bucket, encryption, holdsData, partOfData } from "../../aws/buckets.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { is, oneOf } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

export const bucketEncrypted: Rule = {
  name: "bucket-encrypted",
  threat: "plaintext",
  level: "mandatory",
  severity: "high",
  description: "A bucket encrypts with a key of the platform",
  why: "The cloud's own key opens to every identity that reads the bucket; ours must be granted as well",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy:
    "keep a server-side encryption configuration with aws:kms and the key for this kind of data; on Azure keySource Microsoft.Keyvault",
  checks: {
    aws: [
      onResource(encryption, ({ inputs }) => [
        ...inputs.judged(() => findingIf(inputs.elements("rules").length === 0, "rules", undefined, "one rule")),
      ]),
      inStack(encryption, (configuration, stack) =>
        !partOfData(stack, configuration)
          ? []
          : configuration.inputs.each("rules", (rule) => [
              ...rule.must("applyServerSideEncryptionByDefault.sseAlgorithm", oneOf("aws:kms", "aws:kms:dsse")),
              ...rule.mustHave("applyServerSideEncryptionByDefault.kmsMasterKeyId", "the ARN of a key of the platform"),
            ]),
      ),
      inStack(bucket, (subject, stack) =>
        findingIf(
          holdsData(stack, subject) && stack.linking(subject, encryption, "bucket").length === 0,
          "encryption configuration",
          undefined,
          "aws:kms with a key of the platform",
        ),
      ),
    ],
    azure: [
      onResource(types.storageAccount, ({ inputs }) => [
        ...inputs.must("encryption.keySource", is("Microsoft.Keyvault"), "Microsoft.Storage"),
        ...inputs.mustHave("encryption.keyVaultProperties.keyName", "the key for this kind of data"),
        ...inputs.mustHave("encryption.keyVaultProperties.keyVaultUri", "the platform's vault"),
        ...inputs.mustHave(
          "encryption.encryptionIdentity.encryptionUserAssignedIdentity",
          "the identity that may use the key",
        ),
      ]),
    ],
  },
};
