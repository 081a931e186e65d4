/** Tells the API server how a pod is: the latest state, one report at a time. */
import { setTimeout as pause } from "node:timers/promises";
import type { Api } from "../api/api.ts";
import { ApiError } from "../api/connection.ts";
import type { Metadata, PodStatus } from "../api/model.ts";
import { pods } from "../api/resources.ts";

/** Milliseconds before a report that did not get through is tried again. */
const retryMs = 500;

export class Reporter {
  readonly #api: Api;
  readonly #pod: Metadata;
  readonly #status: () => PodStatus;
  readonly #closed = new AbortController();
  #due = false;
  #sending: Promise<void> | undefined;

  /** @param status  asked when a report is sent, so that it is the latest */
  constructor(api: Api, pod: Metadata, status: () => PodStatus) {
    this.#api = api;
    this.#pod = pod;
    this.#status = status;
  }

  /** Resolves when the state of this moment, or a later one, is reported. */
  report(): Promise<void> {
    this.#due = true;
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  close(): void {
    this.#closed.abort();
  }

  async #send(): Promise<void> {
    const { signal } = this.#closed;
    while (this.#due && !signal.aborted) {
      this.#due = false;
      const body = { metadata: { uid: this.#pod.uid }, status: this.#status() };
      try {
        await this.#api.patch(pods, this.#pod, body, { subresource: "status" });
      } catch (error) {
        // The pod is gone, or another one has its name.
        if (error instanceof ApiError && [404, 409].includes(error.code)) return;
        this.#due = true;
        await pause(retryMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
