/** Runs an entry point of images/backup in the cluster and reads what it says at its end. */
import * as z from "zod";
import type { ClusterAccess } from "../../simulator/control/messages.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import type { Pod } from "../../simulator/kubernetes/api/model.ts";
import { pods } from "../../simulator/kubernetes/api/resources.ts";
import { type RunArgs, runCronJob } from "../../simulator/kubernetes/client/jobs.ts";
import { readLog } from "../../simulator/kubernetes/kubelet/pod-folder.ts";

/** Name of the container in every backup job (gitops/backup). */
const container = "backup";

const line = z.object({
  result: z.looseObject({
    outcome: z.enum(["succeeded", "failed"]),
    seconds: z.number(),
    reason: z.string().optional(),
    rows: z.int().optional(),
    files: z.int().optional(),
    bytes: z.int().optional(),
    /** Of a restore: whether all was compared. Of a prune: how many of the backups that stay were verified. */
    verified: z.union([z.boolean(), z.int()]).optional(),
  }),
});
export type Outcome = z.output<typeof line>["result"];

export interface Finished {
  readonly outcome: Outcome;
  /** The pod that ran it; it stands until its Job goes. */
  readonly pod: Pod;
}

/**
 * @throws Error with the entry point's own reason, or with the end of its log where it gave none
 */
export async function runEntryPoint(api: Api, { logs }: ClusterAccess, args: RunArgs): Promise<Finished> {
  const { job, pods: names, succeeded, message } = await runCronJob(api, args);
  const pod = await api.get(pods, names.at(-1) ?? "", args.namespace);
  const log = (pod && readLog(pod, container, logs)) ?? "";
  const outcome = resultOf(log);
  if (pod && succeeded && outcome?.outcome === "succeeded") return { outcome, pod };
  const why = outcome?.reason ?? ([message, ...log.trimEnd().split("\n").slice(-10)].join("\n") || "it left no log");
  throw new Error(`Job ${args.namespace}/${job} failed: ${why}`);
}

/** The last line that a run wrote is its result. */
export function resultOf(log: string): Outcome | undefined {
  const last = log
    .trimEnd()
    .split("\n")
    .findLast((text) => text.startsWith('{"result"'));
  return last === undefined ? undefined : line.parse(JSON.parse(last)).result;
}
