/** Tells Argo CD to look now, and waits until it has: what a webhook would do, from inside the network. */

import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { ApiError } from "../../simulator/kubernetes/api/connection.ts";
import { WaitTimeout, waitFor } from "../../simulator/kubernetes/api/wait.ts";
import { type Application, applications, refreshApplication } from "../../simulator/kubernetes/client/applications.ts";
import { formatDuration } from "../../simulator/toolchain/progress.ts";
import { align } from "../align.ts";
import type { Tell } from "../start/steps.ts";

/** How an Application took the commit. */
export interface Answer {
  readonly name: string;
  /** Whether Argo CD has looked. */
  readonly looked: boolean;
  /** `Synced`, `OutOfSync` or `Unknown`; nothing where there is no such Application. */
  readonly sync?: string;
  readonly revision?: string;
  /** Why it is not synced, as far as anybody says. */
  readonly why?: string;
  /** From the question to this. */
  readonly ms: number;
}

export interface RefreshArgs {
  readonly api: Api;
  /** Of Applications; some may not be there. */
  readonly names: readonly string[];
  /** What holds an Application's sync back just now, such as a closed window: nobody waits for that. */
  readonly heldBack: (name: string) => string | undefined;
  readonly timeoutSeconds: number;
  readonly tell: Tell;
}

/**
 * @returns one answer for each name, also where the time was up
 * @throws Error with the remedy where the cluster does not answer or refuses
 */
export async function refresh({ api, names, heldBack, timeoutSeconds, tell }: RefreshArgs): Promise<readonly Answer[]> {
  const began = performance.now();
  const answers = new Map<string, Answer>();
  for (const name of names) {
    const there = await ask(api, name);
    answers.set(name, {
      name,
      looked: !there,
      ms: 0,
      ...(there ? {} : { why: "the platform has no such Application (yet)" }),
    });
  }
  const open = new Set(names.filter((name) => !answers.get(name)?.looked));
  const look = (found: readonly Application[]) => {
    for (const each of found.filter(({ metadata }) => open.has(metadata.name))) {
      const { name } = each.metadata;
      const held = heldBack(name);
      const answer = answerOf(each, held, performance.now() - began);
      answers.set(name, answer);
      if (isSettled(answer, held)) open.delete(name);
    }
    tell([...open][0] ?? "done", { done: names.length - open.size, total: names.length, unit: "Applications" });
    return open.size === 0 || undefined;
  };
  const what = "Argo CD's answer";
  const selection = { namespace: "argocd" };
  try {
    if (open.size > 0) await waitFor(api, { resource: applications, selection, timeoutSeconds, what, until: look });
  } catch (error) {
    if (!(error instanceof WaitTimeout)) throw explained(api, error);
  }
  return [...answers.values()];
}

/** @returns whether there is such an Application */
async function ask(api: Api, name: string): Promise<boolean> {
  try {
    await refreshApplication(api, name);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return false;
    throw explained(api, error);
  }
}

/**
 * The annotation is gone when Argo CD has looked: its controller takes it away together with what it found
 * (argo-cd.readthedocs.io, user-guide/annotations-and-labels, read 2026-11-22). No clock of ours is compared with the cluster's.
 * @param held  what holds its sync back
 * @param ms    since it was asked
 */
export function answerOf({ metadata, status }: Application, held: string | undefined, ms: number): Answer {
  const { status: sync = "Unknown", revision, revisions = [] } = status?.sync ?? {};
  const looked = metadata.annotations?.["argocd.argoproj.io/refresh"] === undefined;
  const errors = (status?.conditions ?? []).filter(({ type }) => type.endsWith("Error")).map(({ message }) => message);
  const said = errors[0] ?? held ?? status?.operationState?.message;
  return {
    name: metadata.name,
    looked,
    sync,
    // A vendor's chart comes first, our repository last.
    revision: revision || (revisions.at(-1) ?? ""),
    ...(said && sync !== "Synced" ? { why: said } : {}),
    ms,
  };
}

/** Whether nothing more is to be waited for. `Unknown` means that the commit cannot be rendered. */
const isSettled = ({ looked, sync }: Answer, held: string | undefined): boolean =>
  looked && (sync !== "OutOfSync" || held !== undefined);

/** Whether an Application knows the commit and can have it, at once or when its window opens. */
export const isHeard = ({ looked, sync }: Answer): boolean => looked && sync !== "Unknown";

/** A table for people. */
export function describeAnswers(answers: readonly Answer[]): string {
  const rows = answers.map(({ name, looked, sync, revision = "", why = "", ms }) => [
    name,
    revision.slice(0, 12) || "–",
    sync === undefined ? "not there" : looked ? sync : "has not looked",
    ms === 0 ? "–" : formatDuration(ms),
    why.split("\n")[0] ?? "",
  ]);
  return align([["APPLICATION", "REVISION", "SYNC", "AFTER", ""], ...rows]).join("\n");
}

const remedy =
  "Argo CD looks by itself every 60 s, so the commit is late and not lost. See docs/decisions/commit-to-sync.md.";

function explained({ connection }: Api, error: unknown): Error {
  const text = error instanceof Error ? error.message || error.name : String(error);
  if (error instanceof ApiError && (error.code === 401 || error.code === 403))
    return new Error(
      `${connection.server} refuses: ${text}. It takes get, list, watch and patch on Applications in argocd. ${remedy}`,
    );
  return new Error(
    `The cluster at ${connection.server} does not answer: ${text}. Run this where longshore:cluster.reachability says that Pulumi runs from. ${remedy}`,
  );
}
