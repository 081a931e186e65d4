import assert from "node:assert/strict";
import { drain } from "../../../operations/destroy/drain/drain.ts";
import { MemoryApi } from "./cluster.ts";

const argocd = "/apis/argoproj.io/v1alpha1/namespaces/argocd";
const soon = { applicationSets: 0.2, applications: 0.2, tenants: 0.2, loadBalancers: 0.2, volumes: 0.2 };
const automated = { syncPolicy: { automated: { selfHeal: true } } };
const cascade = "resources-finalizer.argocd.argoproj.io";

/** What a platform's GitOps has made, and an Argo CD that removes what it is told to. */
function platform(): MemoryApi {
  const api = new MemoryApi();
  api.put(`${argocd}/applicationsets/tenants`);
  api.put(`${argocd}/applications/root`, { spec: automated });
  api.put(`${argocd}/applications/traefik`, { spec: automated }, { finalizers: ["held.example"] });
  const labels = { "longshore.dev/part": "odoo" };
  api.put(`${argocd}/applications/odoo-harbor`, { spec: automated }, { labels });
  api.put("/api/v1/namespaces/traefik/services/traefik", { spec: { type: "LoadBalancer" } });
  api.put("/api/v1/namespaces/traefik/services/metrics", { spec: { type: "ClusterIP" } });
  const ends = (path: string) => {
    const object = api.connection.objects.get(path);
    if (object?.metadata.deletionTimestamp && object.metadata.finalizers?.includes(cascade))
      api.connection.write(path, undefined);
  };
  api.connection.react = ends;
  return api;
}

const run = (api: MemoryApi) => drain(api, () => undefined, soon);

describe("a drain", function () {
  this.timeout(180_000);
  it("takes what makes others first, and load balancers when nobody brings them back", async () => {
    const api = platform();
    const done = await run(api);
    assert.deepEqual(
      api.connection.log.filter((line) => line.startsWith("DELETE")),
      ["applicationsets/tenants", "applications/traefik", "applications/odoo-harbor", "services/traefik"].map(
        (path) => `DELETE ${path}`,
      ),
    );
    assert.deepEqual(done.applications, ["argocd/traefik", "argocd/odoo-harbor"]);
    assert.deepEqual(done.loadBalancers, ["traefik/traefik"]);
    assert.ok(api.connection.objects.has("/api/v1/namespaces/traefik/services/metrics"));
  });

  it("keeps the root Application for Pulumi, without its power to heal", async () => {
    const api = platform();
    await run(api);
    const root: unknown = api.connection.objects.get(`${argocd}/applications/root`)?.spec;
    assert.deepEqual(root, {});
  });

  it("lets an Application leave whose pods do not end in time, and says so", async () => {
    const api = platform();
    api.connection.react = () => undefined;
    const { applications } = await run(api);
    assert.match(applications.at(-1) ?? "", /odoo-harbor \(finalizer removed after/);
  });

  it("stops at a load balancer that does not go, names what holds it, and goes on there the next time", async () => {
    const api = platform();
    const service = "/api/v1/namespaces/traefik/services/traefik";
    const finalizers = ["service.kubernetes.io/load-balancer-cleanup"];
    api.put(service, { spec: { type: "LoadBalancer" } }, { finalizers });
    await assert.rejects(run(api), /traefik\/traefik \(held by service\.kubernetes\.io.*run destroy again/);
    await api.patch(
      { apiVersion: "v1", kind: "Service", plural: "services", namespaced: true },
      { name: "traefik", namespace: "traefik" },
      { metadata: { finalizers: null } },
    );
    const second = await run(api);
    assert.deepEqual([second.applicationSets, second.applications, second.loadBalancers], [[], [], []]);
  });

  it("ends the pods of a volume up to what keeps them, and names volumes that are kept on purpose", async () => {
    const api = platform();
    const owned = (kind: string, name: string) => ({ ownerReferences: [{ kind, name }] });
    const volumes = [{ name: "data", persistentVolumeClaim: { claimName: "data" } }];
    api.put("/api/v1/namespaces/shop/pods/web-1", { spec: { volumes } }, owned("ReplicaSet", "web-r"));
    api.put("/apis/apps/v1/namespaces/shop/replicasets/web-r", {}, owned("Deployment", "web"));
    api.put("/apis/apps/v1/namespaces/shop/deployments/web");
    api.put("/api/v1/namespaces/shop/persistentvolumeclaims/data", { spec: {} });
    api.put("/api/v1/persistentvolumes/precious", { spec: { persistentVolumeReclaimPolicy: "Retain" } });
    const { retainedVolumes } = await run(api);
    assert.ok(api.connection.log.includes("DELETE deployments/web"));
    assert.ok(api.connection.log.includes("DELETE persistentvolumeclaims/data"));
    assert.deepEqual(retainedVolumes, ["precious"]);
  });

  it("lifts a disruption budget that allows nothing, and leaves the cloud's own", async () => {
    const api = platform();
    const status = { expectedPods: 1, disruptionsAllowed: 0 };
    api.put("/apis/policy/v1/namespaces/shop/poddisruptionbudgets/tight", { status });
    api.put("/apis/policy/v1/namespaces/shop/poddisruptionbudgets/loose", {
      status: { ...status, disruptionsAllowed: 1 },
    });
    api.put("/apis/policy/v1/namespaces/kube-system/poddisruptionbudgets/coredns-pdb", { status });
    const { budgets, blockingBudgets } = await run(api);
    assert.deepEqual(
      { budgets, blockingBudgets },
      { budgets: ["shop/tight"], blockingBudgets: ["kube-system/coredns-pdb"] },
    );
  });
});
