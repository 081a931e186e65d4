import * as types from "../../azure/types.ts";
import { cis, cisAzure, securityHub } from "../../frameworks.ts";
import { eachStatement } from "../../iam/document.ts";
import { identityPolicies } from "../../iam/inputs.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

export const noWildcardActions: Rule = {
  name: "no-wildcard-actions",
  threat: "over-wide-identity",
  level: "mandatory",
  severity: "critical",
  description: "An identity is allowed named actions only",
  why: "A wildcard grows with every action that the cloud adds",
  frameworks: [cis("1.15"), securityHub("IAM.1"), securityHub("IAM.21"), cisAzure("5.23")],
  remedy: "list the actions that the workload calls",
  checks: {
    aws: [
      onResource(identityPolicies, ({ inputs }) =>
        eachStatement(inputs, "policy", ({ effect, actions, allBut }) =>
          effect === "Deny"
            ? []
            : [
                ...findingIf(
                  actions.some((action) => action.includes("*")),
                  "",
                  actions.filter((action) => action.includes("*")),
                  "actions by their full names",
                ),
                ...findingIf(
                  allBut.length > 0,
                  "",
                  `everything but ${allBut.join(", ")}`,
                  "what is allowed, not what is left out",
                ),
              ],
        ),
      ),
    ],
    azure: [
      onResource(types.roleDefinition, ({ inputs }) =>
        inputs.each("permissions", (permission) => [
          ...["actions", "dataActions"].flatMap((list) => {
            const wild = permission.texts(list).filter((action) => action.includes("*"));
            return findingIf(wild.length > 0, list, wild, "actions by their full names");
          }),
          ...["notActions", "notDataActions"].flatMap((list) =>
            permission.mustLack(list, "what is left out, not what is allowed"),
          ),
        ]),
      ),
    ],
  },
};
