/** Finds in a cloud what the state does not know. */

import { resourcesOf, type State, type StateResource } from "../state.ts";
import type { Adoption } from "./adopted.ts";
import { awsIds, findTagged } from "./aws.ts";
import { azureIds } from "./azure.ts";
import type { Project } from "./project.ts";

/** @throws Error where tags fit two resources, with both ids */
export async function identify(
  candidates: readonly StateResource[],
  state: State,
  project: Project,
): Promise<readonly Adoption[]> {
  // What was deleted to make room for its replacement may stand again under the same id.
  const kept = resourcesOf(state).filter(({ pendingReplacement }) => !pendingReplacement);
  const types = candidates.map(({ type }) => type);
  const tagged = await findTagged(project, types);
  return candidates.flatMap((resource) => {
    const inputs = { ...resource.inputs, accountId: project.account };
    // Two types may well have the same id: a bucket and its settings, a cache and its users' group.
    const known = new Set(kept.flatMap(({ type, id }) => (type === resource.type ? (id ?? []) : [])));
    const ids = resource.type.startsWith("azure-native:")
      ? azureIds(resource.type, inputs, project.account)
      : awsIds(resource.type, inputs, tagged, known);
    if (ids.length > 1) throw new Error(`${resource.urn} may be any of ${ids.join(", ")}: ${byHand}`);
    return ids.filter((id) => !known.has(id)).map((id) => ({ resource, id }));
  });
}

const byHand =
  "delete what is too much in the cloud, or `pulumi import` the right one; then run `longshore resume` again";
