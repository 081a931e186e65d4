import * as types from "../../azure/types.ts";
import { cisAzure } from "../../frameworks.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import { refusesTheRest } from "../../network/group-rules.ts";
import { onResource, type Rule } from "../../rule.ts";

/** Azure takes no group on these ("Use NSGs on subnets", https://azure.github.io/PSRule.Rules.Azure, read November 2026). */
const withoutGroup = ["GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet", "RouteServerSubnet"];
const guarded = (subnet: Inputs): readonly Finding[] =>
  subnet.judged(() =>
    withoutGroup.includes(subnet.text("subnetName") || subnet.text("name"))
      ? []
      : subnet.mustHave("networkSecurityGroup.id", "the security group of its plane"),
  );

export const subnetsGuarded: Rule = {
  name: "subnets-guarded",
  threat: "network-planes-joined",
  level: "mandatory",
  severity: "high",
  description: "Every subnet has a security group that refuses what it does not name",
  why: "Azure's own last rules let everything inside a network pass",
  frameworks: [cisAzure("7.11")],
  remedy: "attach the plane's group of components/azure/security-groups.ts",
  checks: {
    azure: [
      onResource(types.virtualNetwork, ({ inputs }) => inputs.each("subnets", guarded)),
      onResource(types.subnet, ({ inputs }) => guarded(inputs)),
      onResource(types.securityGroup, ({ inputs }) =>
        inputs.judged(() => {
          const rules = inputs.elements("securityRules");
          const last = Math.max(
            ...rules
              .filter((rule) => rule.text("direction") === "Inbound")
              .map((rule) => Number(rule.text("priority"))),
          );
          const refused = rules.some((rule) => refusesTheRest(rule) && Number(rule.text("priority")) === last);
          return findingIf(
            !refused,
            "securityRules",
            "everything in the network passes in the end",
            "a last rule that denies all that comes in",
          );
        }),
      ),
    ],
  },
};
