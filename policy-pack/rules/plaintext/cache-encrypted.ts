import * as types from "../../azure/types.ts";
import { azurePillar, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const cacheEncrypted: Rule = {
  name: "cache-encrypted",
  threat: "plaintext",
  level: "mandatory",
  severity: "high",
  description: "A cache and its snapshots are encrypted with the platform's key",
  why: "A session in a copied snapshot lets its holder act as that user",
  frameworks: [securityHub("ElastiCache.4"), azurePillar("security")],
  remedy:
    "set atRestEncryptionEnabled, and kmsKeyId to the platform's data key; on Azure encryption.customerManagedKeyEncryption",
  checks: {
    aws: [
      onResource("aws:elasticache/replicationGroup:ReplicationGroup", ({ inputs }) => [
        ...inputs.must("atRestEncryptionEnabled", is(true), false),
        ...inputs.mustHave("kmsKeyId", "the ARN of the platform's data key"),
      ]),
    ],
    azure: [
      onResource(types.cacheInstance, ({ inputs }) => [
        ...inputs.mustHave("encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl", "the platform's data key"),
        ...inputs.mustHave(
          "encryption.customerManagedKeyEncryption.keyEncryptionKeyIdentity.userAssignedIdentityResourceId",
          "the identity that may use the key",
        ),
      ]),
    ],
  },
};
