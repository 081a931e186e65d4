import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Api } from "../../../simulator/kubernetes/api/api.ts";
import type { KubernetesObject, Pod, Service } from "../../../simulator/kubernetes/api/model.ts";
import {
  configMaps,
  namespaces,
  nodes,
  pods,
  type Resource,
  secrets,
  services,
} from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { applyManifests, parseManifests } from "../../../simulator/kubernetes/client/apply.ts";
import { admit, eksToken } from "./engine.ts";
import { account, region, type Simulation, simulation, zones } from "./simulation.ts";

/** Against a wait without end: a reflector that lost its server asks again after up to a minute. */
const timeoutSeconds = 180;

describe("a simulated EKS cluster", function () {
  this.timeout(240_000);
  let sim: Simulation;
  before(async () => {
    sim = await simulation();
  });

  /** Waits for one object of a namespace. */
  const until = <T extends KubernetesObject, R>(
    resource: Resource<T>,
    namespace: string,
    what: string,
    test: (object: T) => R | undefined,
  ) =>
    waitFor(sim.api, {
      resource,
      selection: resource.namespaced ? { namespace } : {},
      timeoutSeconds,
      what,
      until: (all) => all.map(test).find((result) => result !== undefined),
    });

  const pod = (name: string, selector: string, cpu = "100m") => `
    { apiVersion: v1, kind: Pod, metadata: { name: ${name} }, spec: { nodeSelector: ${selector},
      containers: [{ name: a, image: example.org/a, resources: { requests: { cpu: "${cpu}" } } }] } }`;

  it("behaves as the version that it was asked for", async () => {
    const version = await sim.api.connection.json<Record<string, string>>({ method: "GET", path: "/version" });
    assert.equal(version.emulationMinor, "35");
  });

  it("comes back with its state when a process of the control plane dies", async () => {
    await sim.apply(
      "survives",
      "{ apiVersion: v1, kind: ConfigMap, metadata: { name: word }, data: { word: anchor } }",
    );
    for (const part of ["apiserver", "etcd"]) {
      const name = `${sim.cluster.layout.key}-${part}`;
      const pid = sim.simulator.supervisor.pid(name);
      assert.ok(pid);
      process.kill(pid, "SIGKILL");
    }
    const stored = await until(configMaps, "survives", "the API server", ({ data }) => data?.word);
    assert.equal(stored, "anchor");
    await sim.apply("survives", pod("scheduled-again", "{}"));
    await until(pods, "survives", "a pod scheduled again", ({ status }) => status?.phase === "Running" || undefined);
  });

  it("refuses what Pod Security forbids in a restricted namespace", async () => {
    const pod =
      "{ apiVersion: v1, kind: Pod, metadata: { name: root }, spec: { containers: [{ name: a, image: a }] } }";
    await sim.apply("restricted", "{ apiVersion: v1, kind: ConfigMap, metadata: { name: first } }");
    const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
    await sim.api.patch(namespaces, { name: "restricted" }, { metadata: { labels } });
    const refused = applyManifests(sim.api, parseManifests(pod), { namespace: "restricted" });
    await assert.rejects(refused, /violates PodSecurity "restricted:latest"/);
  });

  describe("nodes", () => {
    it("stand in every zone, and are ready", async () => {
      const ready = await waitFor(sim.api, {
        resource: nodes,
        timeoutSeconds,
        what: "a ready node in each zone",
        until: (all) => {
          const well = all.filter(({ status }) =>
            status?.conditions?.some((c) => c.type === "Ready" && c.status === "True"),
          );
          const found = new Set(well.map(({ metadata }) => metadata.labels?.["topology.kubernetes.io/zone"]));
          return zones.every((zone) => found.has(zone)) || undefined;
        },
      });
      assert.ok(ready);
    });

    it("become more when a pod fits nowhere, in the zone that it asks for", async () => {
      const selector = "{ topology.kubernetes.io/zone: eu-central-1b }";
      const inZone = { labels: "topology.kubernetes.io/zone=eu-central-1b" };
      const before = await sim.api.list(nodes, inZone);
      await sim.apply("grows", [pod("one", selector, "7"), pod("two", selector, "7")].join("\n---\n"));
      await waitFor(sim.api, {
        resource: pods,
        selection: { namespace: "grows" },
        timeoutSeconds,
        what: "both pods running",
        until: (all) => all.filter(({ status }) => status?.phase === "Running").length === 2 || undefined,
      });
      const after = await sim.api.list(nodes, inZone);
      assert.ok(after.items.length > before.items.length);
    });

    it("come from a node pool that was added, for the pods that it takes", async () => {
      const pool = `
{ apiVersion: karpenter.sh/v1, kind: NodePool, metadata: { name: own }, spec: { template: { metadata: { labels: { longshore.dev/tenant: a } },
  spec: { nodeClassRef: { group: eks.amazonaws.com, kind: NodeClass, name: default }, requirements: [],
    taints: [{ key: longshore.dev/tenant, value: a, effect: NoSchedule }] } } } }`;
      const guest = `
{ apiVersion: v1, kind: Pod, metadata: { name: own }, spec: { nodeSelector: { longshore.dev/tenant: a },
  tolerations: [{ key: longshore.dev/tenant, value: a }], containers: [{ name: a, image: example.org/a }] } }`;
      await sim.apply("own-nodes", guest);
      await until(pods, "own-nodes", "the scheduler's answer", ({ status }) =>
        status?.conditions?.find(({ reason }) => reason === "Unschedulable"),
      );
      await sim.apply("own-nodes", pool);
      const node = await until(pods, "own-nodes", "a node", ({ status, spec }) =>
        status?.phase === "Running" ? spec.nodeName : undefined,
      );
      const found = await sim.api.list(nodes, { labels: "longshore.dev/tenant=a" });
      assert.deepEqual(
        found.items.map(({ metadata }) => metadata.name),
        [node],
      );
    });

    it("do not appear for a wish that no node can fulfil", async () => {
      await sim.apply("impossible", pod("one", "{ example.org/gpu: many }"));
      const message = await until(pods, "impossible", "the scheduler's answer", ({ status }: Pod) => {
        return status?.conditions?.find(({ type, reason }) => type === "PodScheduled" && reason === "Unschedulable")
          ?.message;
      });
      assert.match(message, /didn't match Pod's node affinity\/selector/);
    });
  });

  describe("access", () => {
    /** The status of a request by somebody who has a token of the cloud. */
    async function ask(role: string, path: string): Promise<number> {
      const api = new Api({
        server: sim.cluster.layout.server,
        ca: sim.simulator.certificates.certificate,
        token: async () => eksToken(sim, role),
      });
      const outcome = await api.connection.json({ method: "GET", path }).then(
        () => 200,
        ({ code }: { code: number }) => code,
      );
      api.close();
      return outcome;
    }

    it("is an administrator's through an access entry, and nobody's without one", async () => {
      admit(sim, "operator");
      assert.equal(await ask("operator", "/api/v1/nodes"), 200);
      assert.equal(await ask("nobody", "/api/v1/nodes"), 401);
    });

    it("is limited to the policy's verbs and namespaces", async () => {
      await sim.apply("harbor-a", "{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }");
      const view = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
      admit(sim, "viewer", { policyArn: view, accessScope: { type: "namespace", namespaces: ["harbor-*"] } });
      const space = "/api/v1/namespaces/harbor-a";
      await waitFor(sim.api, {
        resource: {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "RoleBinding",
          plural: "rolebindings",
          namespaced: true,
        },
        selection: { namespace: "harbor-a" },
        timeoutSeconds,
        what: "the policy's binding",
        until: (all) => all.length > 0 || undefined,
      });
      assert.equal(await ask("viewer", `${space}/configmaps`), 200);
      assert.equal(await ask("viewer", `${space}/secrets`), 403);
      assert.equal(await ask("viewer", "/api/v1/namespaces/default/configmaps"), 403);
    });
  });

  it("gives a Service of type LoadBalancer a host name of its region", async () => {
    const service =
      "{ apiVersion: v1, kind: Service, metadata: { name: way-in }, spec: { type: LoadBalancer, loadBalancerClass: eks.amazonaws.com/nlb, ports: [{ port: 443 }] } }";
    await sim.apply("edge", service);
    const found = await until(
      services,
      "edge",
      "an address",
      ({ status }: Service) => status?.loadBalancer?.ingress?.[0],
    );
    assert.match(found.hostname ?? "", /^k8s-edge-wayin-[0-9a-f]{10}-[0-9a-f]{16}\.elb\.eu-central-1\.amazonaws\.com$/);
  });

  it("makes a volume for the first pod that needs it", async () => {
    const yaml = `
{ apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: scratch }, provisioner: ebs.csi.eks.amazonaws.com, volumeBindingMode: WaitForFirstConsumer }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { storageClassName: scratch, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: user }, spec: { containers: [{ name: a, image: example.org/a }], volumes: [{ name: d, persistentVolumeClaim: { claimName: data } }] } }`;
    await sim.apply("volumes", yaml);
    await until(pods, "volumes", "the pod", ({ status }: Pod) => (status?.phase === "Running" ? true : undefined));
  });

  it("lets an autoscaler read metrics once the add-on is there", async () => {
    sim.put("aws:eks/addon:Addon", "harbor:metrics-server", { clusterName: "harbor", addonName: "metrics-server" });
    const yaml = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: a, image: example.org/a, resources: { requests: { cpu: 500m } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 1
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 20 } } }]`;
    await sim.apply("scales", yaml);
    interface Autoscaler extends KubernetesObject {
      readonly status?: {
        readonly currentReplicas?: number;
        readonly currentMetrics?: readonly {
          readonly resource?: { readonly current: { readonly averageUtilization?: number } };
        }[];
      };
    }
    const autoscalers: Resource<Autoscaler> = {
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      plural: "horizontalpodautoscalers",
      namespaced: true,
    };
    const used = await until(autoscalers, "scales", "a decision", ({ status }) => {
      const utilization = status?.currentMetrics?.[0]?.resource?.current.averageUtilization;
      return (status?.currentReplicas ?? 0) > 1 ? utilization : undefined;
    });
    assert.equal(used, 40, "the stated share of what pods ask for");
  });

  it("issues what cert-manager's Certificates ask for, and issues it again when it is lost", async () => {
    const folder = join(sim.simulator.toolchain.modules.certManager, "deploy", "crds");
    const crds = ["certificates", "clusterissuers"].map((name) =>
      readFileSync(join(folder, `cert-manager.io_${name}.yaml`), "utf8"),
    );
    await applyManifests(
      sim.api,
      crds.flatMap((yaml) => parseManifests(yaml)),
    );
    const definitions = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      plural: "customresourcedefinitions",
      namespaced: false,
    };
    await waitFor(sim.api, {
      resource: definitions,
      timeoutSeconds,
      what: "cert-manager's kinds",
      until: (all) => all.length >= 2 || undefined,
    });
    const yaml = `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: shop }
spec: { secretName: shop-tls, dnsNames: [shop.example.org], issuerRef: { kind: ClusterIssuer, name: public } }`;
    await sim.apply("certificates", yaml);
    const issued = () =>
      until(secrets, "certificates", "the Secret", ({ metadata, data }) =>
        metadata.name === "shop-tls" ? { uid: metadata.uid, data } : undefined,
      );
    const first = await issued();
    assert.match(Buffer.from(first.data?.["tls.crt"] ?? "", "base64").toString(), /BEGIN CERTIFICATE/);
    await sim.api.remove(secrets, { name: "shop-tls", namespace: "certificates" });
    const again = await until(secrets, "certificates", "another Secret", ({ metadata }) =>
      metadata.uid !== first.uid && metadata.name === "shop-tls" ? metadata.uid : undefined,
    );
    assert.notEqual(again, first.uid);
  });

  it("belongs to one account and region", () => {
    assert.match(sim.cluster.layout.key, new RegExp(`^harbor\\.${region}\\.${account}$`));
  });
});
