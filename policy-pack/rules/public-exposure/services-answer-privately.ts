import { holdsObjects, kindOf } from "../../azure/accounts.ts";
import * as types from "../../azure/types.ts";
import { cisAzure } from "../../frameworks.ts";
import { is, oneOf } from "../../judge/expectations.ts";
import type { Finding } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import type { Subject } from "../../judge/subject.ts";
import { onResource, type Rule } from "../../rule.ts";

const exceptions = ["ipRules", "virtualNetworkRules", "resourceAccessRules"];

/** A firewall that lets nobody in by address. */
const closed = (inputs: Inputs, path: string, allowed: readonly string[] = []): readonly Finding[] => [
  ...inputs.must(`${path}.defaultAction`, is("Deny"), "Allow"),
  ...exceptions
    .filter((name) => !allowed.includes(name))
    .flatMap((name) => inputs.mustLack(`${path}.${name}`, "exceptions")),
];

/**
 * Whether another stack's platform, from single addresses of its own, may bring copies of its backups here: what it may
 * then do, its identities say (components/azure/receiver.ts).
 */
function opensToSenders(account: Subject): boolean {
  const addresses = account.inputs.elements("networkRuleSet.ipRules").map((rule) => rule.text("iPAddressOrRange"));
  const single = addresses.length > 0 && addresses.every((address) => /^\d+(\.\d+){3}$/.test(address));
  return single && ["backups", "archives"].includes(kindOf(account));
}

export const servicesAnswerPrivately: Rule = {
  name: "services-answer-privately",
  threat: "public-exposure",
  level: "mandatory",
  severity: "critical",
  description: "Accounts, vaults and caches answer on private addresses only, and to single senders of copied backups",
  why: "A service of Azure has a public name from its first minute, and everybody may try it",
  frameworks: [cisAzure("8.3.7"), cisAzure("9.3.2.2"), cisAzure("9.3.2.3")],
  remedy:
    "keep publicNetworkAccess Disabled and the default action Deny; only backups and archives of a receiver name single addresses",
  checks: {
    azure: [
      onResource(types.storageAccount, (account) => {
        const { inputs } = account;
        return inputs.judged(() => {
          if (opensToSenders(account)) return closed(inputs, "networkRuleSet", ["ipRules"]);
          const own = holdsObjects(account)
            ? inputs.must("publicNetworkAccess", oneOf("Disabled", "SecuredByPerimeter"), "Enabled")
            : [];
          return [...own, ...closed(inputs, "networkRuleSet")];
        });
      }),
      onResource(types.vault, ({ inputs }) => [
        ...inputs.must("properties.publicNetworkAccess", is("Disabled"), "Enabled"),
        ...closed(inputs, "properties.networkAcls"),
      ]),
      onResource(types.cacheInstance, ({ inputs }) => inputs.must("publicNetworkAccess", is("Disabled"))),
    ],
  },
};
