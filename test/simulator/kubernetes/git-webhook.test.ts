/** Argo CD hears of a push: from the Git host, and only from it, or from a pipeline inside the network. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { refresh } from "../../../operations/ring/refresh.ts";
import { postWebhook } from "../../../simulator/internet/git/webhook.ts";
import type { Api } from "../../../simulator/kubernetes/api/api.ts";
import { pods, secrets } from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { applications } from "../../../simulator/kubernetes/client/applications.ts";
import { applyManifests, parseManifests } from "../../../simulator/kubernetes/client/apply.ts";
import { connectCluster } from "../../../simulator/kubernetes/connect.ts";
import { readLog } from "../../../simulator/kubernetes/kubelet/pod-folder.ts";
import { gitops } from "../../gitops/support/application-sets.ts";
import { platformOf } from "../../gitops/support/facts.ts";
import { helmTemplate } from "../../gitops/support/helm.ts";
import { tokenOf } from "../../gitops/support/server.ts";
import { installOperator } from "./operators.ts";
import { type Simulation, simulation } from "./simulation.ts";

const branch = { repository: "https://git.example/pushed/platform.git", revision: "main" };
const name = "pushed";
const argocd = { name: "argocd-secret", namespace: "argocd" };
const file = (word: string) => ({
  "app/word.yaml": `{ apiVersion: v1, kind: ConfigMap, metadata: { name: pushed }, data: { word: ${word} } }\n`,
});

describe("a push", function () {
  this.timeout(300_000);
  let sim: Simulation;
  let head: string;

  const post = async (secret: string, after = head) => {
    const { data } = (await sim.api.get(secrets, argocd.name, argocd.namespace)) ?? {};
    const certificate = Buffer.from(data?.["tls.crt"] ?? "", "base64").toString();
    const [host = "", port] = sim.cluster.services.reach("argo-cd-argocd-server:443", "argocd").split(":");
    const push = { ...branch, before: head, after, files: ["app/word.yaml"] };
    return postWebhook(push, { host, port: Number(port), certificate, secret });
  };
  const untilSynced = (revision: string) =>
    waitFor(sim.api, {
      resource: applications,
      selection: { namespace: "argocd", fields: `metadata.name=${name}` },
      timeoutSeconds: 180,
      what: `${revision} synced`,
      until: ([found]) => {
        const { status, revision: seen } = found?.status?.sync ?? {};
        return (status === "Synced" && seen === revision) || undefined;
      },
    });
  const logOf = async (part: string) => {
    const { items } = await sim.api.list(pods, { namespace: "argocd" });
    const pod = items.find(({ metadata }) => metadata.name.startsWith(`argo-cd-argocd-${part}-`));
    assert(pod);
    const [container] = pod.spec.containers;
    return readLog(pod, container?.name ?? "", sim.cluster.access.logs) ?? "";
  };

  before(async () => {
    sim = await simulation();
    await installOperator(sim, "argo-cd");
    await sim.simulator.internet.git.publish(branch);
    head = await sim.simulator.internet.git.commit(branch, file("low"), "low tide");
    const spec = {
      project: "default",
      destination: { server: "https://kubernetes.default.svc", namespace: "default" },
      source: { repoURL: branch.repository, targetRevision: branch.revision, path: "app" },
      syncPolicy: { automated: {} },
    };
    const metadata = { name, namespace: "argocd" };
    await applyManifests(sim.api, [{ apiVersion: "argoproj.io/v1alpha1", kind: "Application", metadata, spec }]);
    await untilSynced(head);
    const secret = Buffer.from("shared").toString("base64");
    await sim.api.patch(secrets, argocd, { data: { "webhook.github.secret": secret } });
  });

  it("is not believed without the shared secret", async () => {
    // Argo CD's server takes a changed secret on by starting its listeners anew.
    while ((await post("guessed").catch(() => 0)) !== 400) await pause(200);
    assert.equal(await post("guessed"), 400);
  });

  it("is heard, and its commit synced, before Argo CD would have looked by itself", async () => {
    const after = await sim.simulator.internet.git.commit(branch, file("high"), "high tide");
    while ((await post("shared", after).catch(() => 0)) !== 200) await pause(200);
    await untilSynced(after);
    // Nobody else asks for a refresh of this Application.
    const heard = /Refreshing app status \(normal refresh requested\).* application=pushed /;
    while (!heard.test(await logOf("application-controller"))) await pause(200);
  });

  describe("from a pipeline", () => {
    /** A service account instead of a cloud's role: its group stands for the pipeline's. */
    const account = { name: "pipeline", namespace: "runner" };
    const group = `system:serviceaccounts:${account.namespace}`;
    let pipeline: Api;
    const changed = (body: object) =>
      pipeline.patch(applications, { name, namespace: "argocd" }, body).then(
        () => "",
        (error: Error) => error.message,
      );
    const ask = () => {
      const names = [name, "absent"];
      return refresh({ api: pipeline, names, heldBack: () => undefined, timeoutSeconds: 180, tell: () => undefined });
    };

    before(async () => {
      await sim.apply(account.namespace, `{ apiVersion: v1, kind: ServiceAccount, metadata: { name: pipeline } }`);
      pipeline = connectCluster({ ...sim.cluster.access, token: await tokenOf(sim.api, account) });
    });
    after(() => pipeline?.close());

    it("is refused without the right, with what it takes", () =>
      assert.rejects(ask(), /refuses: .* It takes get, list, watch and patch on Applications in argocd/));

    it("is heard, and nothing of an Application can be changed with that right", async () => {
      const { facts, switches } = platformOf("aws-production");
      const chart = join(gitops, "platform", "access", "objects");
      const values = {
        facts: { "kubernetes-groups": facts["kubernetes-groups"] },
        switches: { "operating-model": switches["operating-model"] },
      };
      const yaml = await helmTemplate({ chart, release: "access", namespace: "longshore-system", files: [], values });
      const own = parseManifests(yaml.replaceAll("longshore:refresh", group));
      await applyManifests(
        sim.api,
        own.filter(({ metadata }) => metadata.name === "longshore-refresh"),
      );
      // The server takes rights and policies in a moment later.
      const refused = /change nothing else/;
      for (let probe = ""; !refused.test(await changed({ metadata: { annotations: { probe } } })); probe += "x")
        await pause(200);
      await sim.api.patch(applications, { name, namespace: "argocd" }, { metadata: { annotations: { kept: "x" } } });
      for (const body of [
        { spec: { source: { path: "elsewhere" } } },
        { operation: { sync: {} } },
        { status: { sync: { status: "OutOfSync" } } },
        { metadata: { labels: { probe: "x" } } },
        { metadata: { finalizers: ["resources-finalizer.argocd.argoproj.io"] } },
        { metadata: { annotations: { "argocd.argoproj.io/refresh": "hard" } } },
        { metadata: { annotations: { kept: null } } },
      ])
        assert.match(await changed(body), refused, JSON.stringify(body));
      const commit = await sim.simulator.internet.git.commit(branch, file("ebb"), "ebb");
      const [synced, absent] = await ask();
      assert.deepEqual([synced?.looked, synced?.sync, synced?.revision], [true, "Synced", commit]);
      assert.deepEqual([absent?.looked, absent?.sync], [true, undefined]);
    });
  });
});
