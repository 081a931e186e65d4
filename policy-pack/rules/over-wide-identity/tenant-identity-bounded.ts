import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { StackView } from "../../judge/stack-view.ts";
import type { Subject } from "../../judge/subject.ts";
import { inStack, type Rule } from "../../rule.ts";
import { foreignResources } from "../../tenants/aws.ts";
import { foreignScope } from "../../tenants/azure.ts";
import { tenantOf } from "../../tenants/tags.ts";

const association = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const credential = "azure-native:managedidentity:FederatedIdentityCredential";
const role = "aws:iam/role:Role";

const owner = (stack: StackView, subject: Subject, input: string, type: string): string =>
  stack.linked(subject, input, type).map(tenantOf)[0] ?? "";

/** A namespace in which identities of several owners are taken on keeps none of them apart. */
const sharedNamespace = (
  namespace: string,
  own: string,
  others: readonly (readonly [namespace: string, owner: string])[],
): readonly Finding[] => {
  const strangers = others.filter(([at, tenant]) => at === namespace && tenant !== own);
  return findingIf(
    strangers.length > 0,
    "namespace",
    `${namespace}, also of ${strangers[0]?.[1] ? `tenant ${strangers[0][1]}` : "the platform"}`,
    "one namespace for each tenant",
  );
};

export const tenantIdentityBounded: Rule = {
  name: "tenant-identity-bounded",
  threat: "over-wide-identity",
  level: "mandatory",
  severity: "critical",
  description: "An identity of a tenant ends at that tenant's own objects, secrets and keys",
  why: "Whoever breaks into one tenant's Odoo acts with its identity, and must find nobody else's data there",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy: "grant paths and secrets of the tenant that the identity is tagged with (components/tenant-identities.ts)",
  checks: {
    aws: [
      inStack("aws:iam/rolePolicy:RolePolicy", (policy, stack) => {
        const tenant = owner(stack, policy, "role", role);
        return tenant === "" ? [] : foreignResources(policy, stack, tenant);
      }),
      inStack(association, (subject, stack) => {
        const place = (each: Subject) => [each.inputs.text("namespace"), owner(stack, each, "roleArn", role)] as const;
        const [namespace, own] = place(subject);
        return sharedNamespace(namespace, own, stack.ofType(association).map(place));
      }),
    ],
    azure: [
      inStack(types.roleAssignment, (assignment, stack) => {
        const tenant = owner(stack, assignment, "principalId", types.identity);
        return tenant === "" ? [] : foreignScope(assignment, stack, tenant);
      }),
      inStack(credential, (subject, stack) => {
        const place = (each: Subject) =>
          [
            each.inputs.text("subject").split(":")[2] ?? "",
            owner(stack, each, "resourceName", types.identity),
          ] as const;
        const [namespace, own] = place(subject);
        return sharedNamespace(namespace, own, stack.ofType(credential).map(place));
      }),
    ],
  },
};
