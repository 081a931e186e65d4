import { isCopy } from "../../azure/servers.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import type { Expectation } from "../../judge/expectations.ts";
import { is } from "../../judge/expectations.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import { structured } from "../../judge/subject.ts";
import { onEveryResource, onResource, type Rule } from "../../rule.ts";

/** Of a subscription or a directory. */
const uuid: Expectation = { fits: "the stack's own", holds: (value) => /^[0-9a-f-]{36}$/.test(String(value)) };
/** Inputs that name a thing by its resource id. */
const ids = ["scope", "roleDefinitionId", "resourceUri", "workspaceId", "storageId", "targetResourceId"];
const foreignIds = (inputs: Inputs, own: string): readonly Finding[] =>
  ids.flatMap((path) => {
    const subscription = /^\/subscriptions\/([^/]+)/.exec(inputs.text(path))?.[1];
    return findingIf(subscription !== undefined && subscription !== own, path, subscription, own);
  });

/** Inputs that say whose identities may come in. */
const directories: Readonly<Record<string, string>> = {
  [types.vault]: "properties.tenantId",
  [types.cluster]: "aadProfile.tenantID",
  [types.databaseServer]: "authConfig.tenantId",
  "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra": "tenantId",
};

export const accountPinned: Rule = {
  name: "account-pinned",
  threat: "wrong-account",
  level: "mandatory",
  severity: "critical",
  description: "A stack works in its own account and refuses any other",
  why: "With the wrong profile in the shell, staging would be built in production",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy: "make resources under the stack's own provider (components/aws/provider.ts, components/azure/provider.ts)",
  checks: {
    aws: [
      onResource("pulumi:providers:aws", ({ inputs }) =>
        inputs.judged(() => {
          const allowed = structured(inputs, "allowedAccountIds");
          return findingIf(
            !Array.isArray(allowed) || allowed.length !== 1,
            "allowedAccountIds",
            allowed,
            "the stack's own account, and no other",
          );
        }),
      ),
    ],
    azure: [
      onResource(types.provider, ({ inputs }) => [
        ...inputs.must("subscriptionId", uuid),
        ...inputs.must("tenantId", uuid),
        ...inputs.must("environment", is("public"), "public"),
      ]),
      onEveryResource("azure-native", (subject) => {
        const { inputs, provider } = subject;
        if (!provider) return [];
        const own = provider.attempt(() => provider.text("subscriptionId"), "");
        return own === "" ? [] : inputs.judged(() => foreignIds(inputs, own));
      }),
      onResource(Object.keys(directories), (subject) => {
        const { type, inputs, provider } = subject;
        return inputs.judged(() => {
          const own = provider?.attempt(() => provider.text("tenantId"), "") ?? "";
          const path = directories[type] ?? "";
          return own === "" || isCopy(subject) ? [] : inputs.must(path, is(own));
        });
      }),
    ],
  },
};
