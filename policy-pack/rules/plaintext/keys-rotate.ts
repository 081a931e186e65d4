import * as types from "../../azure/types.ts";
import { cis, cisAzure } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import { onResource, type Rule } from "../../rule.ts";

/** At most a year, as ISO 8601 has it. */
function withinYear(duration: string): boolean {
  const [, count = "", unit = ""] = /^P(\d+)([YMD])$/.exec(duration) ?? [];
  return Number(count) > 0 && Number(count) <= ({ Y: 1, M: 12, D: 366 }[unit] ?? 0);
}

const versionless = (inputs: Inputs, path: string): readonly Finding[] =>
  inputs.judged(() =>
    findingIf(/\/keys\/[^/]+\/./.test(inputs.text(path)), path, "one version of the key", "the key without a version"),
  );

export const keysRotate: Rule = {
  name: "keys-rotate",
  threat: "plaintext",
  level: "mandatory",
  severity: "medium",
  description: "Keys change their material every year",
  why: "A key that leaked once would open everything that is ever written",
  frameworks: [cis("3.6"), cisAzure("8.3.9")],
  remedy: "set enableKeyRotation; on Azure a rotationPolicy, and keys by their address without a version",
  checks: {
    aws: [onResource("aws:kms/key:Key", ({ inputs }) => inputs.must("enableKeyRotation", is(true), false))],
    azure: [
      onResource(types.vaultKey, ({ inputs }) =>
        inputs.judged(() => {
          const ages = inputs
            .elements("properties.rotationPolicy.lifetimeActions")
            .filter((each) => each.text("action.type").toLowerCase() === "rotate")
            .map((each) => each.text("trigger.timeAfterCreate"));
          return findingIf(
            !ages.some(withinYear),
            "properties.rotationPolicy",
            ages,
            "rotation within P1Y of the last one",
          );
        }),
      ),
      // Who names a version stays with it when the key rotates.
      onResource(types.storageAccount, ({ inputs }) =>
        inputs.mustLack("encryption.keyVaultProperties.keyVersion", "one version of the key"),
      ),
      onResource(types.databaseServer, ({ inputs }) => versionless(inputs, "dataEncryption.primaryKeyURI")),
      onResource(types.cacheInstance, ({ inputs }) =>
        versionless(inputs, "encryption.customerManagedKeyEncryption.keyEncryptionKeyUrl"),
      ),
    ],
  },
};
