/** Azure Policy, as far as it keeps something from being deleted (`denyAction`). */
import * as z from "zod";
import type { Refusal } from "../cloud/definition.ts";
import type { Properties, SimulatedResource, World } from "../world.ts";

export const policyType = "azure-native:authorization:PolicyDefinition";
export const assignmentOfPolicy = "azure-native:authorization:PolicyAssignment";

/** The one shape of a rule that is played: a type, and that nobody deletes it. */
export const policyRule = z.strictObject({
  if: z.strictObject({ field: z.literal("type"), equals: z.string() }),
  // biome-ignore lint/suspicious/noThenProperty: Azure's word
  then: z.strictObject({
    effect: z.literal("denyAction"),
    details: z.strictObject({
      actionNames: z.tuple([z.literal("delete")]),
      cascadeBehaviors: z.strictObject({ resourceGroup: z.enum(["allow", "deny"]) }),
    }),
  }),
});

/**
 * What keeps a resource of a type from being deleted: a policy over it, or, for a group, over what is in it. Parts of what
 * is kept go, because a policy for the whole does not name them.
 */
export const policyRefusals = (type: string): readonly Refusal<Properties>[] => (judged.includes(type) ? [denied] : []);

const judged = ["azure-native:storage:StorageAccount", "azure-native:resources:ResourceGroup"];

const denied: Refusal<Properties> = {
  code: "RequestDisallowedByPolicy",
  when: ({ old, world }) => old !== undefined && policiesOver(world, old).length > 0,
  message: ({ old, world }) =>
    `The resource action '${old?.outputs.type ?? "‹type›"}/delete' is disallowed by one or more policies. Policy identifier(s): '${(old && policiesOver(world, old).join("', '")) || "‹policy›"}'.`,
  source: {
    believed:
      "https://learn.microsoft.com/azure/governance/policy/concepts/effect-deny-action has the rule and the status 403 (2026-11); the text is that of a refused write",
  },
};

/** Ids of the policies that forbid to delete a resource. */
function policiesOver(world: World, { id }: SimulatedResource): readonly string[] {
  const enforced = world.all(assignmentOfPolicy).filter(({ inputs }) => inputs.enforcementMode === "Default");
  return enforced.flatMap(({ inputs: { scope, policyDefinitionId } }) => {
    const policy = world.find(policyType, String(policyDefinitionId));
    if (!policy) return [];
    const { if: about, then } = policyRule.parse(policy.inputs.policyRule);
    const whole = then.details.cascadeBehaviors.resourceGroup === "deny" ? `${id}/` : id;
    const kept = world
      .list()
      .filter((each) => each.outputs.type === about.equals && `${each.id}/`.startsWith(`${String(scope)}/`));
    return kept.some((each) => each.id === id || each.id.startsWith(whole)) ? [policy.id] : [];
  });
}
