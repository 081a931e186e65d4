/** What a storage account holds, by its tag `kind`. */
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";
import { lock, policyAssignment, policyDefinition, resourceGroup, storageAccount } from "./types.ts";

/** Records of connections: written by Azure itself, and gone after their time. Everything else is a tenant's. */
const flowLogs = "flowlogs";

/** @throws UnknownValueError */
export const kindOf = ({ inputs }: Subject): string => inputs.text("tags.kind");

/** @throws UnknownValueError */
export const holdsObjects = (account: Subject): boolean => kindOf(account) !== flowLogs;

/** Accounts that a service, container or lifecycle belongs to. */
export const accountsOf = (stack: StackView, part: Subject): readonly Subject[] =>
  stack.linked(part, "accountName", storageAccount);

/** Whether a lock lets nobody delete a resource: on it, or on the group that it is in. */
export const isLocked = (stack: StackView, subject: Subject): boolean =>
  withGroups(stack, subject).some((held) => stack.linking(held, lock, "scope").length > 0);

/** Whether a policy lets nobody delete an account, or the group that it is in. */
export const isKept = (stack: StackView, account: Subject): boolean =>
  withGroups(stack, account)
    .flatMap((held) => stack.linking(held, policyAssignment, "scope"))
    .filter(({ inputs }) => inputs.text("enforcementMode") !== "DoNotEnforce")
    .flatMap((assignment) => stack.linked(assignment, "policyDefinitionId", policyDefinition))
    .some(keepsAccounts);

const withGroups = (stack: StackView, subject: Subject): readonly Subject[] => [
  subject,
  ...stack.linked(subject, "resourceGroupName", resourceGroup),
];

/** Azure asks a policy about the deletion of a group in this mode alone ("Azure Policy definitions denyAction effect", Microsoft Learn, 2026-11). */
function keepsAccounts({ inputs }: Subject): boolean {
  const rule = "policyRule.then";
  return (
    inputs.text("mode") === "Indexed" &&
    inputs.text("policyRule.if.field") === "type" &&
    inputs.text("policyRule.if.equals") === "Microsoft.Storage/storageAccounts" &&
    inputs.text(`${rule}.effect`).toLowerCase() === "denyaction" &&
    inputs.texts(`${rule}.details.actionNames`).includes("delete") &&
    inputs.text(`${rule}.details.cascadeBehaviors.resourceGroup`) !== "allow"
  );
}
