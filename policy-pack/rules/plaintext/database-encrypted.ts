import * as types from "../../azure/types.ts";
import { azurePillar, cis, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databaseEncrypted: Rule = {
  name: "database-encrypted",
  threat: "plaintext",
  level: "mandatory",
  severity: "critical",
  description: "A database, its backups and its statistics are encrypted with the platform's key",
  why: "A copied disk or snapshot is readable by whoever has it",
  frameworks: [cis("2.2.1"), securityHub("RDS.3"), azurePillar("security")],
  remedy:
    "set storageEncrypted, and kmsKeyId and performanceInsightsKmsKeyId to the platform's data key; on Azure dataEncryption",
  checks: {
    aws: [
      onResource("aws:rds/instance:Instance", ({ inputs }) => [
        ...inputs.must("storageEncrypted", is(true), false),
        // A replica in the region is encrypted with its source's key.
        ...(inputs.has("replicateSourceDb") ? [] : inputs.mustHave("kmsKeyId", "the ARN of the platform's data key")),
        ...inputs.judged(() =>
          inputs.get("performanceInsightsEnabled") === true
            ? inputs.mustHave("performanceInsightsKmsKeyId", "the ARN of the platform's data key")
            : [],
        ),
      ]),
    ],
    azure: [
      onResource(types.databaseServer, ({ inputs }) => [
        ...inputs.must("dataEncryption.type", is("AzureKeyVault"), "SystemManaged"),
        ...inputs.mustHave("dataEncryption.primaryKeyURI", "the platform's data key"),
        ...inputs.mustHave("dataEncryption.primaryUserAssignedIdentityId", "the identity that may use the key"),
      ]),
    ],
  },
};
