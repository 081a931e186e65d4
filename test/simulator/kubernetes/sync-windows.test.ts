/** A tenant's windows on the real Argo CD: what they hold back, what lifts them, and when they are open. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { quietWindows } from "../../../operations/tenant/windows.ts";
import { configMaps, pods } from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { applications, refreshApplication } from "../../../simulator/kubernetes/client/applications.ts";
import { applyManifests, parseManifests } from "../../../simulator/kubernetes/client/apply.ts";
import { readLog } from "../../../simulator/kubernetes/kubelet/pod-folder.ts";
import { workTree } from "../../../simulator/paths.ts";
import type { Tenant } from "../../../stacks/tenant.ts";
import type { DenyWindow } from "../../../stacks/windows/schedule.ts";
import { dayMs } from "../../../stacks/windows/wall-clock.ts";
import { platformOf } from "../../gitops/support/facts.ts";
import { helmTemplate } from "../../gitops/support/helm.ts";
import { tenantWith } from "../../tenant/tenants.ts";
import { installOperator } from "./operators.ts";
import { type Simulation, simulation } from "./simulation.ts";

const branch = { repository: "https://git.example/tenants/platform.git", revision: "main" };
const namespace = "tenant-velmora-nord";
const name = "odoo-velmora-nord";
const cargo = (text: string) => ({
  "app/cargo.yaml": `{ apiVersion: v1, kind: ConfigMap, metadata: { name: cargo }, data: { cargo: ${text} } }\n`,
});
const dateOf = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** A tenant that is closed from some days ago to some days ahead, whenever the test runs. */
function closedBetween(from: number, to: number, emergency?: Tenant["spec"]["emergency"]): Tenant {
  const { calendar } = tenantWith({}).spec;
  const quiet = { receivingPeaks: [], dispatchCutOffs: [], financialClose: { daysBefore: 0, daysAfter: 0 } };
  const closes = [{ name: "stocktaking", from: dateOf(from), to: dateOf(to) }];
  // Every weekday is a holiday but those of long ago and far ahead: no close of the books comes in between.
  const closedDays = Array.from({ length: 90 }, (_, day) => dateOf(day - 45));
  return tenantWith({
    ring: "production-1",
    calendar: { ...calendar, ...quiet, closes, closedDays, timeZone: "UTC" },
    ...(emergency ? { emergency } : {}),
  });
}

/** The project as the chart renders it for a tenant. */
async function projectOf(tenant: Tenant, windows: readonly DenyWindow[]) {
  const { facts, switches } = platformOf("aws-production", { facts: { repository: branch.repository } });
  const [known] = JSON.parse(facts.tenants);
  const folder = join(workTree, "gitops", "platforms", "aws-production", "velmora-nord");
  const yaml = await helmTemplate({
    chart: join(workTree, "gitops", "tenant"),
    release: "tenant",
    namespace,
    files: [join(workTree, "gitops", "rings", "production-1.yaml"), join(folder, "generated.yaml")],
    values: { ...tenant, facts, switches, tenant: known, generated: { quietWindows: windows } },
  });
  return parseManifests(yaml).filter(({ kind }) => kind === "AppProject");
}

describe("sync windows of a tenant", function () {
  this.timeout(300_000);
  let sim: Simulation;
  /** Argo CD looks at once instead of after its interval. */
  const applyProject = async (tenant: Tenant) => {
    const project = await projectOf(tenant, quietWindows(tenant, `${dateOf(0).slice(0, 7)}-01`));
    const applied = await applyManifests(sim.api, project);
    if (await sim.api.get(applications, name, "argocd")) await refreshApplication(sim.api, name);
    return applied;
  };
  const commit = async (text: string) => {
    const made = await sim.simulator.internet.git.commit(branch, cargo(text), text);
    await refreshApplication(sim.api, name);
    return made;
  };
  const untilApplication = (what: string, until: (status: Record<string, never>) => boolean) =>
    waitFor(sim.api, {
      resource: applications,
      selection: { namespace: "argocd", fields: `metadata.name=${name}` },
      timeoutSeconds: 180,
      what,
      until: ([found]) => (until(Object(found?.status)) ? found : undefined),
    });
  const cargoNow = async () => (await sim.api.get(configMaps, "cargo", namespace))?.data?.cargo;
  const untilCargo = (wanted: string) =>
    waitFor(sim.api, {
      resource: configMaps,
      selection: { namespace, fields: "metadata.name=cargo" },
      timeoutSeconds: 180,
      what: `the cargo ${wanted}`,
      until: ([found]) => found?.data?.cargo === wanted || undefined,
    });
  /** Waits until Argo CD knows a commit and has it not. */
  const untilHeldBack = (revision: string) =>
    untilApplication(`${revision} held back`, ({ sync }) => {
      const { status, revision: seen } = Object(sync);
      return status === "OutOfSync" && seen === revision;
    });

  before(async () => {
    sim = await simulation();
    await installOperator(sim, "argo-cd");
    await sim.simulator.internet.git.publish(branch);
    await sim.simulator.internet.git.commit(branch, cargo("tea"), "tea");
    await applyManifests(sim.api, [{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }]);
    await applyProject(closedBetween(-3, -2));
    const spec = {
      project: namespace,
      destination: { server: "https://kubernetes.default.svc", namespace },
      source: { repoURL: branch.repository, targetRevision: branch.revision, path: "app" },
      syncPolicy: { automated: { selfHeal: true, prune: true } },
    };
    const metadata = { name, namespace: "argocd" };
    await applyManifests(sim.api, [{ apiVersion: "argoproj.io/v1alpha1", kind: "Application", metadata, spec }]);
    await untilCargo("tea");
  });

  it("hold a commit back, and the controller says why", async () => {
    await applyProject(closedBetween(-1, 1));
    await untilHeldBack(await commit("coffee"));
    assert.equal(await cargoNow(), "tea");
    const [controller] = (await sim.api.list(pods, { namespace: "argocd" })).items.filter(({ metadata }) =>
      metadata.name.startsWith("argo-cd-argocd-application-controller"),
    );
    assert(controller);
    const says = () =>
      (readLog(controller, controller.spec.containers[0]?.name ?? "", sim.cluster.access.logs) ?? "")
        .split("\n")
        .some((line) => line.includes("Sync prevented by sync window") && line.includes(name));
    // Its log comes through a pipe, a little later than what it writes to the API server.
    while (!says()) await pause(100);
  });

  it("let it through when they are over", async () => {
    await applyProject(closedBetween(-3, -1));
    await untilCargo("coffee");
  });

  it("hold a sync by hand back as well", async () => {
    await applyProject(closedBetween(-1, 1));
    const revision = await commit("cocoa");
    await untilHeldBack(revision);
    const operation = { initiatedBy: { username: "anna" }, sync: { revision } };
    await sim.api.patch(applications, { name, namespace: "argocd" }, { operation });
    const blocked = await untilApplication("the sync by hand", ({ operationState }) =>
      /blocked by sync window/.test(Object(operationState).message),
    );
    assert.equal(Object(blocked.status?.operationState).phase, "Running");
    assert.equal(await cargoNow(), "coffee");
  });

  it("are lifted by an emergency, which the project names with its owner and reason", async () => {
    const until = `${new Date(Date.now() + dayMs).toISOString().slice(0, 16)}Z`;
    const emergency = { until, owner: "anna@velmora.example", reason: "carrier refuses labels, INC-2041" };
    const [project] = await applyProject(closedBetween(-1, 2, emergency));
    await untilCargo("cocoa");
    assert.equal(
      project?.metadata.annotations?.["longshore.dev/windows-lifted"],
      `emergency until ${until} by anna@velmora.example: carrier refuses labels, INC-2041`,
    );
  });
});
