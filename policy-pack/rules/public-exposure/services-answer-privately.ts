import { holdsObjects } from "../../azure/accounts.ts";
import * as types from "../../azure/types.ts";
import { cisAzure } from "../../frameworks.ts";
import { is, oneOf } from "../../judge/expectations.ts";
import type { Finding } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import { onResource, type Rule } from "../../rule.ts";

/** A firewall that lets nobody in by address. */
const closed = (inputs: Inputs, path: string): readonly Finding[] => [
  ...inputs.must(`${path}.defaultAction`, is("Deny"), "Allow"),
  ...["ipRules", "virtualNetworkRules", "resourceAccessRules"].flatMap((name) =>
    inputs.mustLack(`${path}.${name}`, "exceptions"),
  ),
];

export const servicesAnswerPrivately: Rule = {
  name: "services-answer-privately",
  threat: "public-exposure",
  level: "mandatory",
  severity: "critical",
  description: "Accounts, vaults and caches answer on private addresses only",
  why: "A service of Azure has a public name from its first minute, and everybody may try it",
  frameworks: [cisAzure("8.3.7"), cisAzure("9.3.2.2"), cisAzure("9.3.2.3")],
  remedy: "keep publicNetworkAccess Disabled and the default action Deny",
  checks: {
    azure: [
      onResource(types.storageAccount, (account) => {
        const { inputs } = account;
        const own = inputs.judged(() =>
          !holdsObjects(account)
            ? []
            : inputs.must("publicNetworkAccess", oneOf("Disabled", "SecuredByPerimeter"), "Enabled"),
        );
        return [...own, ...closed(inputs, "networkRuleSet")];
      }),
      onResource(types.vault, ({ inputs }) => [
        ...inputs.must("properties.publicNetworkAccess", is("Disabled"), "Enabled"),
        ...closed(inputs, "properties.networkAcls"),
      ]),
      onResource(types.cacheInstance, ({ inputs }) => inputs.must("publicNetworkAccess", is("Disabled"))),
    ],
  },
};
