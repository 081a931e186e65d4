/** How long a tenant's commit takes until Argo CD has it in the cluster, and whether more tenants make it slower. */
import { join } from "node:path";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { waitFor } from "../../simulator/kubernetes/api/wait.ts";
import { applications, refreshApplication } from "../../simulator/kubernetes/client/applications.ts";
import { connectCluster } from "../../simulator/kubernetes/connect.ts";
import type { StackPlace } from "../stacks.ts";
import { expectedApplications, syncApplications } from "../start/applications.ts";
import type { Bed } from "./bed.ts";
import { Crowd } from "./crowd.ts";
import { type Finding, median, type Subject } from "./measurement.ts";
import { renderTenant } from "./render.ts";
import { timed } from "./timed.ts";

/** Tenants on one platform; more of them, with three Applications each, is more than a machine of two cores carries. */
const crowds = [1, 10] as const;
/** Whose commits are timed. */
const tenant = "crowd-0001";
/** Seconds in which a commit must have arrived. */
const timeoutSeconds = 300;

export const commitSubjects: readonly Subject[] = [
  { name: "commit to Synced: with 10 tenants / with 1", unit: "ratio" },
  { name: "render: a tenant's charts, with 10 tenants / with 1", unit: "ratio", goal: 1.1 },
  { name: "render: a tenant's charts", unit: "s" },
  ...crowds.map((count) => ({ name: `commit to Synced: one of ${count} tenants`, unit: "s", goal: 5 }) as const),
];

/** @param runs  commits with each number of tenants */
export async function measureCommits(bed: Bed, place: StackPlace, runs: number): Promise<readonly Finding[]> {
  const crowd = new Crowd(bed.simulator.paths.home, place);
  await bed.simulator.publish(place.branch);
  await bed.addStack(place);
  const [commits, renders]: [number[], number[]] = [[], []];
  for (const count of crowds) {
    const files = crowd.fill(count);
    await bed.simulator.commit(place.branch, files, `${count} tenants`);
    await bed.pulumi(crowd.tree, "up", "--yes", "--skip-preview", "--stack", place.stack);
    const api = await connect(bed, place);
    try {
      await syncApplications(api, expectedApplications(join(crowd.tree, "gitops"), place.stack), () => undefined);
      const [arrived, rendered]: [number[], number[]] = [[], []];
      for (let run = 1; run <= runs; run += 1) {
        arrived.push(await timed(() => commitOne(bed, place, api, files, run)));
        rendered.push(await renderTenant(api, crowd.tree, tenant));
      }
      commits.push(median(arrived));
      renders.push(median(rendered));
    } finally {
      api.close();
    }
  }
  const [one = 0, ten = 0] = commits;
  const [alone = 0, among = 0] = renders;
  const note = `median of ${runs}; told by Argo CD's refresh annotation on the tenant's Application, as a webhook would`;
  return [
    { value: ten / one, note: "medians" },
    { value: among / alone, note: "medians; by Helm, with the values that Argo CD has" },
    { value: among, note: "tenant, odoo and backup" },
    { value: one, note },
    { value: ten, note },
  ];
}

async function connect({ simulator }: Bed, { account, region }: StackPlace): Promise<Api> {
  const [cluster] = await simulator.clusters(account, region);
  if (!cluster) throw new Error(`no cluster runs in account ${account}`);
  return connectCluster(cluster);
}

/** One line of one tenant: how far its web pods may be scaled out. */
async function commitOne(
  { simulator }: Bed,
  { branch, stack }: StackPlace,
  api: Api,
  files: Readonly<Record<string, string>>,
  run: number,
): Promise<void> {
  const file = `gitops/platforms/${stack}/${tenant}/generated.yaml`;
  const text = (files[file] ?? "").replace(/maximum: (\d+)/, (_, most) => `maximum: ${Number(most) + run}`);
  const commit = await simulator.commit(branch, { [file]: text }, `Change ${run} of ${tenant}`);
  const name = `odoo-${tenant}`;
  await refreshApplication(api, name);
  await waitFor(api, {
    resource: applications,
    selection: { namespace: "argocd", fields: `metadata.name=${name}` },
    timeoutSeconds,
    what: `commit ${commit} in ${name}`,
    until: ([found]) => {
      const { sync, operationState } = found?.status ?? {};
      const arrived = sync?.revision === commit && sync.status === "Synced" && operationState?.phase === "Succeeded";
      return arrived || undefined;
    },
  });
}
