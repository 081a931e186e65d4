/** Waiting for the cluster by watching it. */
import { setTimeout as pause } from "node:timers/promises";
import type { Api, Selection } from "./api.ts";
import { Mirror } from "./mirror.ts";
import type { KubernetesObject } from "./model.ts";
import type { Resource } from "./resources.ts";

export interface WaitArgs<T extends KubernetesObject, R> {
  readonly resource: Resource<T>;
  readonly selection?: Selection;
  /** Says what was waited for once it is there; an error thrown here ends the wait with it. */
  readonly until: (objects: readonly T[]) => R | undefined;
  readonly timeoutSeconds: number;
  /** What is waited for, for the error after the time is up. */
  readonly what: string;
}

/**
 * @throws WaitTimeout when the time is up
 */
export async function waitFor<T extends KubernetesObject, R>(api: Api, args: WaitArgs<T, R>): Promise<R> {
  const mirror = new Mirror(api, args.resource, args.selection);
  const clock = new AbortController();
  try {
    const found = new Promise<R>((resolve, reject) => {
      const look = () => {
        try {
          const result = args.until(mirror.all());
          if (result !== undefined) resolve(result);
        } catch (error) {
          reject(error);
        }
      };
      mirror.on("changed", look);
      mirror.on("gone", look);
      mirror.start().then(look, reject);
    });
    const late = pause(args.timeoutSeconds * 1000, undefined, { signal: clock.signal }).then(() => {
      throw new WaitTimeout(args.what, args.timeoutSeconds);
    });
    return await Promise.race([found, late]);
  } finally {
    clock.abort();
    await mirror.stop();
  }
}

export class WaitTimeout extends Error {
  constructor(what: string, seconds: number) {
    super(`${what}: not there after ${seconds} s`);
    this.name = "WaitTimeout";
  }
}
