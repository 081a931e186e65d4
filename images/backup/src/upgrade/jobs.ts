/** Runs the tenant's own CronJobs now, each with its own identity and secrets, as Argo CD has synced them. */
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "../failure.ts";
import { isObject, type Json, objectOf } from "../json.ts";
import type { Kubernetes } from "../kubernetes.ts";

const batch = "apis/batch/v1";
/** For a look at its log. */
const keptSeconds = 7 * 86_400;
/** Milliseconds between two looks. */
const lookMs = 1000;

export interface JobWish {
  /** Of the CronJob. */
  readonly cronJob: string;
  /** Of the Job: the same name finds the same Job, so that nothing is done twice. */
  readonly job: string;
  /** Variables besides those that the CronJob has. */
  readonly env: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly patience: number;
}

/** @throws Failure `update` where it fails or is not there, `busy` where it takes too long */
export async function runJob(cluster: Kubernetes, { cronJob, job, env, patience }: JobWish): Promise<void> {
  const until = Date.now() + patience * 1000;
  for (;;) {
    const found = await cluster.get(batch, `jobs/${job}`);
    const end = found && endOf(found);
    if (end === "Complete") return;
    if (end === "Failed")
      throw new Failure(
        "update",
        `the Job ${job} failed`,
        `read its log, mend what it says, and delete it: it runs again`,
      );
    if (Date.now() > until)
      throw new Failure("busy", `the Job ${job} runs longer than ${patience} s`, "look at its log");
    if (!found) await begin(cluster, cronJob, job, env);
    await pause(lookMs);
  }
}

/** Backup's own Application may come a little later than Odoo's: it is waited for. */
async function begin(cluster: Kubernetes, cronJob: string, job: string, env: JobWish["env"]): Promise<void> {
  const source = await cluster.get(batch, `cronjobs/${cronJob}`);
  if (!source) return;
  const template = objectOf(objectOf(source, "spec"), "jobTemplate");
  const { metadata } = template;
  await cluster.create(batch, "jobs", {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: job, ...(isObject(metadata) && isObject(metadata.labels) ? { labels: metadata.labels } : {}) },
    spec: { ...withVariables(objectOf(template, "spec"), env), ttlSecondsAfterFinished: keptSeconds },
  });
}

function withVariables(spec: Json, env: JobWish["env"]): Json {
  const template = objectOf(spec, "template");
  const pod = objectOf(template, "spec");
  const added = Object.entries(env).map(([name, value]) => ({ name, value }));
  const containers = listOf(pod.containers).map((container) => ({
    ...container,
    env: [...listOf(container.env), ...added],
  }));
  return { ...spec, template: { ...template, spec: { ...pod, containers } } };
}

const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

function endOf({ status }: Json): string | undefined {
  const conditions = isObject(status) ? listOf(status.conditions) : [];
  const end = conditions.find(
    ({ type, status: holds }) => holds === "True" && (type === "Complete" || type === "Failed"),
  );
  return typeof end?.type === "string" ? end.type : undefined;
}
