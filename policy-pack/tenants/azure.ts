/** What of a role assignment is not the tenant's own. */
import { secret, storageAccount } from "../azure/types.ts";
import { type Finding, findingIf } from "../judge/finding.ts";
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";
import { objectActions } from "../roles/scope.ts";
import { ownersOf } from "./original.ts";
import { isUnder, tenantOf } from "./tags.ts";

/** Paths of objects, as conditions name them. */
const paths = /(?:blobs:path\]|blobs:prefix\]) String\w+ '([^']*)'/g;

/** @throws UnknownValueError */
export function foreignScope(assignment: Subject, stack: StackView, tenant: string): readonly Finding[] {
  const { inputs } = assignment;
  const scope = inputs.text("scope");
  const [, secretName] = /\/secrets\/([^/]+)$/.exec(scope) ?? [];
  const fits = `what belongs to tenant ${tenant}`;
  if (secretName !== undefined) {
    const tagged = stack.linked(assignment, "scope", secret).some((each) => tenantOf(each) === tenant);
    return findingIf(!tagged && !isUnder(secretName, tenant), "scope", scope, fits);
  }
  const account = stack.named(scope, storageAccount)[0];
  const actions = objectActions(assignment, stack);
  const owners = ownersOf(
    assignment,
    tenant,
    actions.every((action) => action.endsWith("/read")),
  );
  if (actions.length === 0 || (account && owners.includes(tenantOf(account)))) return [];
  const named = [...inputs.text("condition").matchAll(paths)].map(([, path = ""]) => path);
  const foreign = named.filter((path) => !owners.some((owner) => isUnder(path, owner)));
  return [
    ...findingIf(named.length === 0, "condition", "every object", fits),
    ...findingIf(foreign.length > 0, "condition", foreign, fits),
  ];
}
