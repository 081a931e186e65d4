/** On what a role is given, and whether that is more than its purpose. */
import { roleDefinition } from "../azure/types.ts";
import { type Finding, findingIf } from "../judge/finding.ts";
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";
import { objectRoles, roleId, vaultReaders } from "./built-in.ts";
import { openActions } from "./condition.ts";

const blobActions = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/";
const isGroup = (scope: string) => /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/i.test(scope);
/** Everything, a management group, or a subscription. */
const isWider = (scope: string) => /^(\/|\/providers\/.*managementGroups\/.*|\/subscriptions\/[^/]+)$/i.test(scope);

/** What is wrong whoever made the role. */
export function scopeProblems({ inputs }: Subject): readonly Finding[] {
  const scope = inputs.text("scope").replace(/(.)\/$/, "$1");
  const wide = findingIf(isWider(scope), "scope", scope, "one resource, or one component's resource group");
  return [
    ...wide,
    ...inputs.judged(() => {
      const wanted = vaultReaders[roleId(inputs.text("roleDefinitionId"))];
      return findingIf(wanted !== undefined && !wanted.test(scope), "scope", scope, "one secret or key of the vault");
    }),
  ];
}

/** A role on objects that reaches over several accounts must end at paths. */
export function objectProblems(assignment: Subject, stack: StackView): readonly Finding[] {
  const { inputs } = assignment;
  const scope = inputs.text("scope");
  if (!isGroup(scope) && !isWider(scope)) return [];
  const open = openActions(inputs.text("condition"), objectActions(assignment, stack));
  return findingIf(
    open.length > 0,
    "condition",
    `${open.join(", ")} anywhere`,
    "a container and a path for each action",
  );
}

/** Actions on objects, such as `read`, that an assignment's role has. */
export function objectActions(assignment: Subject, stack: StackView): readonly string[] {
  const { inputs } = assignment;
  const own = stack.linked(assignment, "roleDefinitionId", roleDefinition);
  const actions = own.flatMap((role) =>
    role.inputs.elements("permissions").flatMap((each) => each.texts("dataActions")),
  );
  const known = inputs.attempt(() => objectRoles[roleId(inputs.text("roleDefinitionId"))], undefined) ?? [];
  return [
    ...known,
    ...actions.filter((each) => each.startsWith(blobActions)).map((each) => each.slice(blobActions.length)),
  ];
}
