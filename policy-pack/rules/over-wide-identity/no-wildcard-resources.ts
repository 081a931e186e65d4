import * as types from "../../azure/types.ts";
import { azurePillar, pillar, securityHub } from "../../frameworks.ts";
import { eachStatement } from "../../iam/document.ts";
import { identityPolicies } from "../../iam/inputs.ts";
import { findingIf } from "../../judge/finding.ts";
import { objectProblems, scopeProblems } from "../../roles/scope.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

/** Actions that know no resource. Source: AWS service authorization reference, Route 53, November 2026. */
const withoutResource = new Set(["route53:ListHostedZones", "route53:ListHostedZonesByName"]);
/** For example `arn:aws:s3:::*`, `arn:aws:kms:*:*:key/*`, `arn:aws:iam::123456789012:role/*`; changes in Route 53 belong to nobody. */
const isWholeService = (arn: string) => /^arn:aws:(?!route53:::change)[^:]*:[^:]*:[^:]*:([a-z-]+[/:])?\*/.test(arn);

export const noWildcardResources: Rule = {
  name: "no-wildcard-resources",
  threat: "over-wide-identity",
  level: "mandatory",
  severity: "high",
  description: "An identity is allowed named resources only",
  why: "One workload's mistake must not reach another tenant's data",
  frameworks: [securityHub("KMS.1"), securityHub("KMS.2"), pillar("security"), azurePillar("security")],
  remedy:
    "name the resources by ARN, with a prefix where there are many; on Azure give the role on one resource, or with the condition of components/azure/policies.ts",
  checks: {
    aws: [
      onResource(identityPolicies, ({ inputs }) =>
        eachStatement(inputs, "policy", ({ effect, actions, resources }) =>
          effect === "Deny"
            ? []
            : [
                ...findingIf(
                  resources.includes("*") && !actions.every((action) => withoutResource.has(action)),
                  "",
                  "every resource",
                  "resources by their ARN",
                ),
                ...findingIf(
                  resources.some(isWholeService),
                  "",
                  resources.filter(isWholeService),
                  "resources with a name or a path",
                ),
              ],
        ),
      ),
    ],
    azure: [
      onResource(types.roleAssignment, scopeProblems),
      onResource(types.roleDefinition, ({ inputs }) =>
        inputs.judged(() => {
          const wide = [inputs.text("scope"), ...inputs.texts("assignableScopes")].filter(
            (scope) => !/^\/subscriptions\/./.test(scope),
          );
          return findingIf(wide.length > 0, "assignableScopes", wide, "the stack's own subscription, or less");
        }),
      ),
      inStack(types.roleAssignment, objectProblems),
    ],
  },
};
