/** Kubernetes objects as Pulumi resources. */
import { setTimeout as pause } from "node:timers/promises";
import { type Old, PartialFailure, type Properties, type Subject } from "../../providers/provider.ts";
import type { ApplyOptions, Manifest } from "../api/api.ts";
import { ApiError } from "../api/connection.ts";
import type { KubernetesObject } from "../api/model.ts";
import type { Resource } from "../api/resources.ts";
import { untilGone, untilReady } from "./awaiting.ts";
import { fieldManagerOf, outputsOf, pruned } from "./live.ts";
import { idOf, kindOf, parseId, section } from "./names.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";

const propagationAnnotation = "pulumi.com/deletionPropagationPolicy";
const forceAnnotation = "pulumi.com/patchForce";
/** A CRD that was just made is served a moment later. */
const discovery = { attempts: 20, pauseMs: 500 };

export interface Target {
  readonly session: Session;
  readonly settings: Settings;
}

/** @throws ApiError with the server's text; PartialFailure where the object was made and does not become ready */
export async function createObject(target: Target, subject: Subject, inputs: Properties) {
  const { session, settings } = target;
  const resource = await served(session, inputs);
  const object = manifest(target, resource, inputs);
  const { name, namespace } = object.metadata;
  if (!settings.upsertExistingObjects && (await session.api.get(resource, name, namespace))) {
    throw new ApiError(409, "AlreadyExists", `${resource.plural} "${name}" already exists`);
  }
  const fieldManager = fieldManagerOf({});
  const made = await session.api.apply(resource, object, { fieldManager, ...force(target, object) });
  const outputs = await awaited(session, subject, resource, { made, inputs, fieldManager, id: idOf(object) });
  return { id: idOf(object), outputs };
}

export async function updateObject(target: Target, subject: Subject, id: string, old: Old, inputs: Properties) {
  const { session } = target;
  const resource = await served(session, inputs);
  const object = manifest(target, resource, inputs);
  const fieldManager = fieldManagerOf(old.outputs);
  const made = await session.api.apply(resource, object, { fieldManager, ...force(target, object) });
  return awaited(session, subject, resource, { made, inputs, fieldManager, id });
}

/**
 * What the server would make of it; the inputs as they are where it cannot tell yet, because the kind or the namespace is
 * still to be made.
 */
export async function previewObject(target: Target, inputs: Properties, old?: Old): Promise<Properties> {
  const { session } = target;
  const resource = await session.discovery.find(String(inputs.apiVersion), String(inputs.kind));
  if (!resource) return inputs;
  const object = manifest(target, resource, inputs);
  const fieldManager = fieldManagerOf(old?.outputs ?? {});
  try {
    const made = await session.api.apply(resource, object, { fieldManager, dryRun: true, ...force(target, object) });
    // A program must not see a status that only a dry run has.
    return { ...outputsOf(made, inputs, fieldManager), status: undefined };
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return inputs;
    throw error;
  }
}

export async function readObject({ session }: Target, subject: Subject, id: string, old: Old) {
  const { apiVersion, kind } = kindOf(subject);
  const resource = await session.discovery.find(apiVersion, kind);
  const { name, namespace } = parseId(id);
  const live = resource && (await session.api.get(resource, name, namespace));
  if (!live) return undefined;
  const known = Object.keys(old.inputs).length > 0;
  const inputs = known ? section(pruned(live, old.inputs)) : withoutServerFields(live);
  return { id, inputs: inputs ?? {}, outputs: outputsOf(live, { apiVersion }, fieldManagerOf(old.outputs)) };
}

export async function deleteObject({ session }: Target, subject: Subject, id: string): Promise<void> {
  const { apiVersion, kind } = kindOf(subject);
  const resource = await session.discovery.find(apiVersion, kind);
  const { name, namespace } = parseId(id);
  const live = resource && (await session.api.get(resource, name, namespace));
  if (!live) return;
  const { uid, annotations } = live.metadata;
  const wanted = annotations?.[propagationAnnotation]?.toLowerCase();
  const propagation = wanted === "orphan" ? "Orphan" : wanted === "background" ? "Background" : "Foreground";
  await session.api.remove(resource, live.metadata, { propagation, ...(uid ? { uid } : {}) });
  await untilGone(session.api, resource, live);
}

/** @throws Error that names the kind, where the server does not serve it after a while */
async function served({ discovery: kinds }: Session, { apiVersion, kind }: Properties): Promise<Resource> {
  for (let attempt = 1; attempt <= discovery.attempts; attempt += 1) {
    const found = await kinds.find(String(apiVersion), String(kind));
    if (found) return found;
    await pause(discovery.pauseMs);
  }
  throw new Error(`no matches for kind "${kind}" in version "${apiVersion}": make its CustomResourceDefinition first`);
}

function manifest({ session, settings }: Target, { namespaced }: Resource, inputs: Properties): Manifest {
  const { namespace, ...metadata } = section(inputs.metadata) ?? {};
  const chosen = namespace ?? settings.namespace ?? session.namespace ?? "default";
  const name = String(metadata.name);
  return { ...inputs, metadata: { ...metadata, name, ...(namespaced ? { namespace: String(chosen) } : {}) } };
}

function force({ settings }: Target, { metadata }: Manifest): Pick<ApplyOptions, "force"> {
  return { force: settings.enablePatchForce === true || metadata.annotations?.[forceAnnotation] === "true" };
}

async function awaited(
  { api }: Session,
  { urn }: Subject,
  resource: Resource,
  made: { made: KubernetesObject; inputs: Properties; fieldManager: string; id: string },
): Promise<Properties> {
  const { inputs, fieldManager, id } = made;
  try {
    return outputsOf(await untilReady(api, resource, made.made), inputs, fieldManager);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const text = `resource "${urn}" was successfully created, but the Kubernetes API server reported that it failed to fully initialize or become live: ${reason}`;
    throw new PartialFailure(text, { id, inputs, outputs: outputsOf(made.made, inputs, fieldManager) });
  }
}

/** For an import: what a person would have written. */
function withoutServerFields(live: KubernetesObject): Properties {
  const { name, namespace, labels, annotations } = live.metadata;
  const { status: _, metadata: __, ...rest }: Properties = { ...live };
  return { ...rest, metadata: { name, namespace, labels, annotations } };
}
