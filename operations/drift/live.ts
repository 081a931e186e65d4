/** The state as the cloud would have written it. */
import { isDeepStrictEqual } from "node:util";
import { type Properties, resourcesOf, type State, type StateResource } from "../state.ts";

/**
 * Rules judge what a resource is asked to be, and a refresh leaves an input unset that the program has not set: what somebody
 * switched on beside it shows in the outputs only. So each output that is not what it was becomes an input as well.
 * @param before  the state
 * @param after   the same state, refreshed
 */
export function asTheCloudSays(before: State, after: State): State {
  const old = new Map(resourcesOf(before).map((resource) => [resource.urn, resource]));
  const resources = resourcesOf(after).map((resource) => {
    const was = old.get(resource.urn);
    return was ? { ...resource, inputs: { ...resource.inputs, ...otherOutputs(was, resource) } } : resource;
  });
  return { ...after, deployment: { ...after.deployment, resources } };
}

/** Secrets are encrypted anew each time, so they are never among them. */
const otherOutputs = ({ outputs: was = {} }: StateResource, { outputs: is = {} }: StateResource): Properties =>
  Object.fromEntries(
    Object.entries(is).filter(([name, value]) => !isDeepStrictEqual(was[name], value) && !hasCiphertext(value)),
  );

const hasCiphertext = (value: unknown): boolean =>
  typeof value === "object" && value !== null && ("ciphertext" in value || Object.values(value).some(hasCiphertext));
