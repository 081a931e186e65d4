import assert from "node:assert/strict";
import { configMaps } from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import {
  type ApplicationState,
  applications,
  isWell,
  untilApplications,
} from "../../../simulator/kubernetes/client/applications.ts";
import { realImages } from "../../../simulator/kubernetes/client/images.ts";
import type { Properties, Provider } from "../../../simulator/providers/provider.ts";
import { connectedProvider, subject } from "./engine.ts";
import { installOperator } from "./operators.ts";
import { type Simulation, simulation } from "./simulation.ts";

const branch = { repository: "https://git.example/harbor/platform.git", revision: "main" };
const word = (text: string) =>
  `{ apiVersion: v1, kind: ConfigMap, metadata: { name: word }, data: { word: ${text} } }\n`;

describe("Argo CD", function () {
  this.timeout(240_000);
  let sim: Simulation;
  let provider: Provider;
  before(async () => {
    sim = await simulation();
    provider = await connectedProvider(sim);
    await sim.simulator.internet.git.publish(branch);
    await sim.simulator.internet.git.commit(branch, { "app/word.yaml": word("anchor") }, "First word");
  });

  const application: Properties = {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: { name: "words", namespace: "argocd" },
    spec: {
      project: "default",
      destination: { server: "https://kubernetes.default.svc", namespace: "default" },
      source: { repoURL: branch.repository, targetRevision: branch.revision, path: "app" },
      syncPolicy: { automated: { selfHeal: true, prune: true } },
    },
  };

  const untilWord = (wanted: string) =>
    waitFor(sim.api, {
      resource: configMaps,
      selection: { namespace: "default", fields: "metadata.name=word" },
      timeoutSeconds: 180,
      what: `the word ${wanted}`,
      until: ([found]) => found?.data?.word === wanted || undefined,
    });

  it("comes up from its chart, each component as a process under its own service account", async () => {
    const outputs = await installOperator(sim, "argo-cd");
    assert.equal(Object(outputs.status).status, "deployed");
    const running = (await realImages(sim.api)).flatMap(({ pods }) => pods);
    for (const part of ["application-controller", "applicationset-controller", "redis", "repo-server", "server"]) {
      assert.ok(
        running.some((pod) => pod.startsWith(`argocd/argo-cd-argocd-${part}-`)),
        `${part} in ${running}`,
      );
    }
  });

  it("syncs a folder of the Git host", async () => {
    await provider.create(subject("argoproj.io/v1alpha1:Application", "words"), application, false);
    const own = (states: readonly ApplicationState[]) => states.filter(({ name }) => name === "words");
    const states = await untilApplications(sim.api, 90, (all) => own(all).length > 0 && own(all).every(isWell));
    const [state] = own(states);
    assert.deepEqual(state, { name: "words", sync: "Synced", health: "Healthy", message: "" });
    await untilWord("anchor");
  });

  it("follows a commit, and puts back what somebody changed", async () => {
    await sim.simulator.internet.git.commit(branch, { "app/word.yaml": word("buoy") }, "Another word");
    const refresh = { metadata: { annotations: { "argocd.argoproj.io/refresh": "normal" } } };
    await sim.api.patch(applications, { name: "words", namespace: "argocd" }, refresh);
    await untilWord("buoy");
    await sim.api.patch(configMaps, { name: "word", namespace: "default" }, { data: { word: "drift" } });
    await untilWord("buoy");
  });
});
