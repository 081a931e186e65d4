/** Zones and regions without power, as a cluster sees it. The last file of this room: other tests' pods stand on the same nodes. */
import assert from "node:assert/strict";
import { nodes, pods } from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { cutEksCluster } from "../../../simulator/kubernetes/eks/cluster.ts";
import type { Provider } from "../../../simulator/providers/provider.ts";
import { startTime } from "../../../simulator/start-time.mjs";
import { connectedProvider, subject } from "./engine.ts";
import { account, image, region, type Simulation, simulation } from "./simulation.ts";

const timeoutSeconds = 180;
const zoneLabel = "topology.kubernetes.io/zone";

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: keeper }
spec:
  replicas: 1
  selector: { matchLabels: { app: keeper } }
  template:
    metadata: { labels: { app: keeper } }
    spec:
      containers:
        - name: keeper
          image: ${image}
          args: [serve]
          env: [{ name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }]`;

describe("a cluster and the power of its region", function () {
  this.timeout(400_000);
  const namespace = "keeps-on";
  let sim: Simulation;
  before(async () => {
    sim = await simulation();
  });

  /** The one pod with its process. @param last  that it is no longer */
  const running = (last?: { readonly pid: number }) =>
    waitFor(sim.api, {
      resource: pods,
      selection: { namespace },
      timeoutSeconds,
      what: "a running pod",
      until: (all) => {
        const found = all.flatMap(({ metadata, spec, status }) => {
          const pid = Number(status?.containerStatuses?.[0]?.containerID?.split("-").at(-1));
          const runs = status?.phase === "Running" && pid > 0 && pid !== last?.pid;
          return runs ? [{ pid, uid: metadata.uid ?? "", node: spec.nodeName ?? "" }] : [];
        });
        return found[0];
      },
    });
  const zoneOf = async (node: string) => (await sim.api.get(nodes, node))?.metadata.labels?.[zoneLabel] ?? "";
  const nodesIn = async (zone: string) => (await sim.api.list(nodes, { labels: `${zoneLabel}=${zone}` })).items;

  it("loses the nodes and pods of a zone without power, and others take their work", async () => {
    await sim.apply(namespace, deployment);
    const first = await running();
    const zone = await zoneOf(first.node);
    const { outages } = sim.simulator.world;
    outages.switch(zone, "off");
    await sim.cluster.loseZone(zone);
    assert.equal(startTime(first.pid), undefined);
    assert.deepEqual(await nodesIn(zone), []);
    const next = await running(first);
    assert.notEqual(await zoneOf(next.node), zone);
    outages.switch(zone, "on");
    await sim.cluster.regainZone();
  });

  it("gets no node in a zone as long as that has no power", async () => {
    const [zone = ""] = await Promise.all(
      (await sim.api.list(nodes)).items.map(({ metadata }) => zoneOf(metadata.name)),
    );
    const { outages } = sim.simulator.world;
    outages.switch(zone, "off");
    await sim.cluster.loseZone(zone);
    // Another zone comes back, say.
    await sim.cluster.regainZone();
    assert.deepEqual(await nodesIn(zone), []);
    outages.switch(zone, "on");
    await sim.cluster.regainZone();
  });

  it("is out of the provider's reach at once, whether it was there before or not", async () => {
    const { outages } = sim.simulator.world;
    const create = (provider: Provider) =>
      provider.create(
        subject("core/v1:ConfigMap", "word"),
        { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "word", namespace } },
        false,
      );
    const known = await connectedProvider(sim);
    outages.switch(region, "off");
    await assert.rejects(create(known), /^RegionOff: ask .*: the region eu-central-1 is switched off/);
    const late = await connectedProvider(sim);
    await assert.rejects(create(late), /configured Kubernetes cluster is unreachable: .*eu-central-1 is switched off/);
    outages.switch(region, "on");
  });

  it("ends at once with the region's power, and goes on from there", async () => {
    const before = await running();
    const { supervisor } = sim.simulator;
    const own = () => supervisor.names.filter((name) => name.startsWith(`${sim.cluster.layout.key}-`));
    assert.notDeepEqual(own(), []);
    await cutEksCluster(sim.simulator, { name: "harbor", account, region });
    assert.deepEqual(own(), []);
    assert.equal(startTime(before.pid), undefined);
    await sim.restart();
    const after = await running(before);
    assert.equal(after.uid, before.uid);
  });
});
