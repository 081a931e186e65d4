/** Runs a CronJob's work now, with exactly what stands on the API server. */
import { randomBytes } from "node:crypto";
import type { Api } from "../api/api.ts";
import type { Condition, Container, KubernetesObject, PodSpec } from "../api/model.ts";
import { pods, type Resource } from "../api/resources.ts";
import { waitFor } from "../api/wait.ts";

export interface CronJob extends KubernetesObject {
  readonly spec: {
    readonly jobTemplate: {
      readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
      readonly spec: { readonly template: { readonly spec: PodSpec } };
    };
  };
}

interface Job extends KubernetesObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export const cronJobs: Resource<CronJob> = {
  apiVersion: "batch/v1",
  kind: "CronJob",
  plural: "cronjobs",
  namespaced: true,
};
export const jobs: Resource<Job> = { apiVersion: "batch/v1", kind: "Job", plural: "jobs", namespaced: true };

export interface JobOutcome {
  readonly job: string;
  /** Names of its pods, the latest last. */
  readonly pods: readonly string[];
  readonly succeeded: boolean;
  /** Why it failed, as the Job says. */
  readonly message: string;
}

export interface RunArgs {
  readonly namespace: string;
  /** Of the CronJob. */
  readonly name: string;
  readonly timeoutSeconds: number;
  /** What this Job's containers have that the CronJob's have not; default nothing. */
  readonly change?: (container: Container) => Container;
}

/**
 * Makes a Job from a CronJob's template, as `kubectl create job --from` does, and waits for its end.
 * @throws Error where there is no such CronJob; WaitTimeout
 */
export async function runCronJob(api: Api, { namespace, name, timeoutSeconds, change }: RunArgs): Promise<JobOutcome> {
  const source = await api.get(cronJobs, name, namespace);
  if (!source) throw new Error(`no CronJob ${namespace}/${name}`);
  const { metadata, spec } = source.spec.jobTemplate;
  const job = `${name.slice(0, 40)}-${randomBytes(3).toString("hex")}`;
  await api.create(jobs, {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name: job,
      namespace,
      ...(metadata?.labels ? { labels: metadata.labels } : {}),
      annotations: { "cronjob.kubernetes.io/instantiate": "manual" },
    },
    spec: change ? withContainers(spec, change) : spec,
  });
  return untilFinished(api, { namespace, job, timeoutSeconds });
}

function withContainers(spec: CronJob["spec"]["jobTemplate"]["spec"], change: (container: Container) => Container) {
  const { template } = spec;
  const pod = { ...template.spec, containers: template.spec.containers.map(change) };
  return { ...spec, template: { ...template, spec: pod } };
}

/** Waits for a Job's end, whichever it is. */
export async function untilFinished(
  api: Api,
  {
    namespace,
    job,
    timeoutSeconds,
  }: { readonly namespace: string; readonly job: string; readonly timeoutSeconds: number },
): Promise<JobOutcome> {
  const end = await waitFor(api, {
    resource: jobs,
    selection: { namespace, fields: `metadata.name=${job}` },
    timeoutSeconds,
    what: `the end of Job ${namespace}/${job}`,
    until: ([found]) => found?.status?.conditions?.find(({ type, status }) => isEnd(type) && status === "True"),
  });
  const { items } = await api.list(pods, { namespace, labels: `batch.kubernetes.io/job-name=${job}` });
  const created = ({ metadata }: KubernetesObject) => metadata.creationTimestamp ?? "";
  const names = [...items].sort((a, b) => (created(a) < created(b) ? -1 : 1)).map(({ metadata }) => metadata.name);
  return { job, pods: names, succeeded: end.type === "Complete", message: end.message ?? "" };
}

const isEnd = (type: string) => type === "Complete" || type === "Failed";
