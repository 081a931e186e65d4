/** Waiting until objects are gone, for a time. */
import { setTimeout as pause } from "node:timers/promises";
import type { Api } from "../../../simulator/kubernetes/api/api.ts";
import { Mirror } from "../../../simulator/kubernetes/api/mirror.ts";
import type { KubernetesObject } from "../../../simulator/kubernetes/api/model.ts";
import type { Resource } from "../../../simulator/kubernetes/api/resources.ts";
import { nameOf } from "./kinds.ts";

/**
 * @param wanted  those that shall go, by uid: one that is made again under the same name is another one
 * @returns those that are still there when the time is up
 */
export async function untilGone<T extends KubernetesObject>(
  api: Api,
  resource: Resource<T>,
  wanted: readonly T[],
  timeoutSeconds: number,
): Promise<readonly T[]> {
  if (wanted.length === 0) return [];
  const uids = new Set(wanted.map(({ metadata }) => metadata.uid));
  const mirror = new Mirror(api, resource);
  const left = () => mirror.all().filter(({ metadata }) => uids.has(metadata.uid));
  const clock = new AbortController();
  try {
    // Only now is the mirror complete: before, what it has not read yet would look gone.
    await mirror.start();
    const empty = new Promise<void>((resolve) => {
      const look = () => left().length === 0 && resolve();
      mirror.on("gone", look);
      look();
    });
    const late = pause(timeoutSeconds * 1000, undefined, { signal: clock.signal }).catch(() => undefined);
    await Promise.race([empty, late]);
    return left();
  } finally {
    clock.abort();
    await mirror.stop();
  }
}

/** Asks for the removal of objects and waits for it; gives those that are left. */
export async function removeAll<T extends KubernetesObject>(
  api: Api,
  resource: Resource<T>,
  objects: readonly T[],
  timeoutSeconds: number,
  propagation: "Background" | "Orphan" = "Background",
): Promise<readonly T[]> {
  for (const { metadata } of objects) await api.remove(resource, metadata, { propagation });
  return untilGone(api, resource, objects, timeoutSeconds);
}

/** @throws Error that names what is left, and the way on */
export function refuseLeft(left: readonly KubernetesObject[], what: string, seconds: number): void {
  if (left.length === 0) return;
  const names = left.map((object) => {
    const { finalizers = [] } = object.metadata;
    return finalizers.length > 0 ? `${nameOf(object)} (held by ${finalizers.join(", ")})` : nameOf(object);
  });
  throw new Error(
    `${what} still there after ${seconds} s: ${names.join("; ")}. Nothing of it is lost; run destroy again, it goes on from here.`,
  );
}
