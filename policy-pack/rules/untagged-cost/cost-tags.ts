import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import { isRecord } from "../../judge/inputs.ts";
import { structured } from "../../judge/subject.ts";
import { inStack, onEveryResource, onResource, type Rule } from "../../rule.ts";

const always = ["environment", "business-unit"];

function writtenTags(provider: Inputs): readonly string[] {
  const written = structured(provider, "defaultTags");
  return isRecord(written) && isRecord(written.tags) ? Object.keys(written.tags) : [];
}

/** Types of azure-native that take no tags. What is not listed must carry them, so a new type is looked at. */
const untaggable: ReadonlySet<string> = new Set([
  types.blobContainer,
  types.blobService,
  types.cacheDatabase,
  types.lifecycle,
  types.lock,
  types.policyAssignment,
  types.policyDefinition,
  types.roleAssignment,
  types.roleDefinition,
  types.subnet,
  "azure-native:consumption:Budget",
  "azure-native:containerservice:MaintenanceConfiguration",
  "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra",
  "azure-native:dbforpostgresql:Configuration",
  "azure-native:dbforpostgresql:Database",
  "azure-native:dbforpostgresql:FirewallRule",
  "azure-native:dns:RecordSet",
  "azure-native:managedidentity:FederatedIdentityCredential",
  "azure-native:monitor:DiagnosticSetting",
  "azure-native:network:PrivateDnsZoneGroup",
  "azure-native:network:SecurityRule",
  "azure-native:network:VirtualNetworkPeering",
  "azure-native:storage:BlobContainerImmutabilityPolicy",
  "azure-native:storage:ObjectReplicationPolicy",
]);

export const costTags: Rule = {
  name: "cost-tags",
  threat: "untagged-cost",
  level: "mandatory",
  severity: "medium",
  description: "Everything says whose cost it is",
  why: "A bill that nobody can split is paid by nobody",
  frameworks: [pillar("cost"), azurePillar("cost")],
  remedy:
    "make it under the stack's own provider; give what belongs to one tenant its tag as well (components/tags.ts)",
  checks: {
    aws: [
      onResource("pulumi:providers:aws", (subject) => {
        const { inputs } = subject;
        return inputs.judged(() => {
          const missing = always.filter((tag) => !writtenTags(inputs).includes(tag));
          return findingIf(
            missing.length > 0,
            "defaultTags",
            `without ${missing.join(", ")}`,
            `with ${always.join(", ")}`,
          );
        });
      }),
      onResource("aws:secretsmanager/secret:Secret", ({ inputs, defaultTags }) =>
        inputs.judged(() => {
          const tenant = /\/tenants\/([^/]+)\//.exec(inputs.text("name"))?.[1];
          const tagged = inputs.text("tags.tenant") || String(defaultTags?.tenant ?? "");
          return findingIf(
            tenant !== undefined && tagged !== tenant,
            "tags.tenant",
            tagged || undefined,
            String(tenant),
          );
        }),
      ),
    ],
    azure: [
      onEveryResource("azure-native", ({ type, inputs }) => {
        const missing = untaggable.has(type) ? [] : always.filter((tag) => !inputs.has(`tags.${tag}`));
        return findingIf(missing.length > 0, "tags", `without ${missing.join(", ")}`, `with ${always.join(", ")}`);
      }),
      onResource(types.secret, ({ inputs }) =>
        inputs.judged(() => {
          const tenant = /^tenants--(.+?)--[^-]+$/.exec(inputs.text("secretName"))?.[1];
          const tagged = inputs.text("tags.tenant");
          return findingIf(
            tenant !== undefined && tagged !== tenant,
            "tags.tenant",
            tagged || undefined,
            String(tenant),
          );
        }),
      ),
      // Rules judge production by this tag, so all of a stack say the same.
      inStack(types.provider, (_, stack) => {
        const said = stack
          .where((type) => type.startsWith("azure-native:"))
          .filter(({ inputs }) => inputs.has("tags.environment"))
          .map(({ inputs }) => inputs.attempt(() => inputs.text("tags.environment"), ""));
        const environments = [...new Set(said)].filter((environment) => environment !== "");
        return findingIf(environments.length > 1, "tags.environment", environments, "one environment in a stack");
      }),
    ],
  },
};
