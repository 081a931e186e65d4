/** What may stand in a cloud without the state knowing: everything that Pulumi asked for and got no answer about. */
import * as z from "zod";
import { mustPulumi } from "../pulumi.ts";
import { pendingOperations, resourcesOf, type State, type StateResource } from "../state.ts";
import { neededBy, pendingCreates } from "./adopted.ts";
import type { Project } from "./project.ts";

/** How a preview writes a secret value. */
const hidden = "[secret]";
/** How the state marks one: sdk/go/common/resource/sig, `Key` and `Secret`. */
const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

const preview = z.object({
  steps: z
    .array(
      z.object({
        op: z.string(),
        newState: z
          .looseObject({
            urn: z.string(),
            type: z.string(),
            custom: z.boolean().default(false),
            provider: z.string().optional(),
          })
          .optional(),
      }),
    )
    .default([]),
});

/**
 * Of a run that was killed: what the engine had asked for. Else, what the next run would make: one of them may be there, if
 * its answer was lost.
 */
export async function candidatesOf(state: State, project: Project): Promise<readonly StateResource[]> {
  if (pendingOperations(state).length > 0) return pendingCreates(state);
  const { steps } = preview.parse(JSON.parse(await mustPulumi(project, ["preview", "--json"])));
  const known = new Set(resourcesOf(state).map(({ urn }) => urn));
  return steps.flatMap(({ op, newState }) => {
    if (!["create", "create-replacement"].includes(op) || !newState?.custom || !newState.provider) return [];
    // The engine asks for nothing before it has an answer about all that it depends on.
    return neededBy(newState).every((urn) => known.has(urn)) ? [withoutValues(newState)] : [];
  });
}

/** A preview's own words for secrets, turned into what the state says. */
function withoutValues(resource: StateResource): StateResource {
  const { sourcePosition: _position, stackTrace: _trace, ...kept } = resource;
  const inputs = Object.entries(resource.inputs ?? {}).map(([key, value]) => [
    key,
    value === hidden ? { ...signature, plaintext: JSON.stringify("") } : value,
  ]);
  return { ...kept, inputs: Object.fromEntries(inputs) };
}
