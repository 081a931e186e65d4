/** With an Application in tenant A's project: B's namespace, and kinds that are not a tenant's. Asked of the real Argo CD. */
import assert from "node:assert/strict";
import { type ApplicationState, untilApplications } from "../../simulator/kubernetes/client/applications.ts";
import { applyManifests } from "../../simulator/kubernetes/client/apply.ts";
import { applicationsOf } from "../gitops/support/application-sets.ts";
import { platformOf } from "../gitops/support/facts.ts";
import { find, type KubernetesObject } from "../gitops/support/objects.ts";
import { render } from "../gitops/support/render.ts";
import { installOperator } from "../simulator/kubernetes/operators.ts";
import { type Simulation, simulation } from "../simulator/kubernetes/simulation.ts";

const branch = { repository: "https://git.example/harbor/platform.git", revision: "main" };
const [a, b] = ["tenant-velmora-nord", "tenant-velmora-sued"];
const object = (kind: string) => `{ apiVersion: v1, kind: ${kind}, metadata: { name: planted } }\n`;

/** The project that gitops/tenant makes for A; without its windows, because the clock is no part of this. */
async function projectOfA(): Promise<KubernetesObject> {
  const applications = await applicationsOf(platformOf("aws-production", { facts: { repository: branch.repository } }));
  const tenant = applications.find(({ metadata }) => metadata.name === a);
  assert(tenant);
  const project = find((await render(tenant)).objects, "AppProject", a);
  const { syncWindows: _, ...spec } = Object(project.spec);
  return { ...project, spec };
}

describe("breaking out of A's project in Argo CD", function () {
  this.timeout(240_000);
  let sim: Simulation;
  before(async () => {
    sim = await simulation();
    await installOperator(sim, "argo-cd");
    await sim.simulator.internet.git.publish(branch);
    const files = { "planted/object.yaml": object("ConfigMap"), "secret/object.yaml": object("Secret") };
    await sim.simulator.internet.git.commit(branch, files, "What A commits");
    for (const namespace of [a, b]) await sim.apply(namespace, "");
    await applyManifests(sim.api, [await projectOfA()]);
  });

  /** @returns how the Application is, as soon as it is as `settled` says */
  async function sync(name: string, path: string, namespace: string, settled: (state: ApplicationState) => boolean) {
    const application = {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: { name, namespace: "argocd" },
      spec: {
        project: a,
        destination: { server: "https://kubernetes.default.svc", namespace },
        source: { repoURL: branch.repository, targetRevision: branch.revision, path },
        syncPolicy: { automated: {} },
      },
    };
    await applyManifests(sim.api, [application]);
    const mine = (states: readonly ApplicationState[]) => states.find((state) => state.name === name);
    const states = await untilApplications(sim.api, 120, (all) => {
      const state = mine(all);
      return state !== undefined && settled(state);
    });
    return mine(states);
  }

  it("syncs what is A's into A's namespace: the Applications below could succeed", async () => {
    const state = await sync("of-a", "planted", a, ({ sync }) => sync === "Synced");
    assert.equal(state?.sync, "Synced");
  });

  it("refuses an Application that aims at B's namespace", async () => {
    const state = await sync("into-b", "planted", b, ({ message }) => message !== "");
    assert.match(
      state?.message ?? "",
      /namespace '?tenant-velmora-sued'? do not match any of the allowed destinations/,
    );
    assert.notEqual(state?.sync, "Synced");
  });

  it("refuses a kind that is not a tenant's", async () => {
    const state = await sync("a-secret", "secret", a, ({ message }) => message !== "");
    assert.match(state?.message ?? "", /Secret is not permitted in project tenant-velmora-nord/);
  });
});
