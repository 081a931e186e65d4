/** Waits until an object is ready, or gone. */
import type { Api } from "../api/api.ts";
import type { KubernetesObject } from "../api/model.ts";
import type { Resource } from "../api/resources.ts";
import { type WaitArgs, WaitTimeout, waitFor } from "../api/wait.ts";
import { type Live, readinessRule } from "./readiness.ts";

/** Says that nobody wants to wait for this object. */
const skipAnnotation = "pulumi.com/skipAwait";
const timeoutAnnotation = "pulumi.com/timeoutSeconds";
/** The real provider's own limit. */
const defaultSeconds = 600;

/**
 * The object as it is when it is ready.
 * @throws Error that says what is missing when the time is up, or why it will never be ready
 */
export async function untilReady(
  api: Api,
  resource: Resource<Live>,
  object: KubernetesObject,
): Promise<KubernetesObject> {
  const rule = readinessRule(resource.apiVersion, resource.kind);
  if (!rule || skips(object)) return object;
  let missing = "";
  const until = ([live]: readonly Live[]) => {
    const state = live && rule(live);
    if (state && "failed" in state) throw new Error(state.failed);
    missing = state && "missing" in state ? state.missing : "";
    return state && "ready" in state ? live : undefined;
  };
  try {
    return await waitFor(api, { ...waitArgs(resource, object), until });
  } catch (error) {
    throw error instanceof WaitTimeout && missing ? new Error(`${error.message}: ${missing}`) : error;
  }
}

/** @throws WaitTimeout if it is still there when the time is up */
export async function untilGone(api: Api, resource: Resource, object: KubernetesObject): Promise<void> {
  if (skips(object)) return;
  const { uid } = object.metadata;
  const until = (found: readonly KubernetesObject[]) =>
    !found.some(({ metadata }) => metadata.uid === uid) || undefined;
  await waitFor(api, { ...waitArgs(resource, object), until });
}

function waitArgs<T extends KubernetesObject>(
  resource: Resource<T>,
  { metadata }: KubernetesObject,
): Omit<WaitArgs<T, unknown>, "until"> {
  const { name, namespace, annotations } = metadata;
  return {
    resource,
    selection: { ...(namespace ? { namespace } : {}), fields: `metadata.name=${name}` },
    timeoutSeconds: Number(annotations?.[timeoutAnnotation] ?? defaultSeconds),
    what: `${resource.kind} ${name}`,
  };
}

const skips = ({ metadata }: KubernetesObject) => metadata.annotations?.[skipAnnotation] === "true";
