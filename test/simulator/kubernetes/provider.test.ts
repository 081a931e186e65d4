import assert from "node:assert/strict";
import { configMaps, secrets } from "../../../simulator/kubernetes/api/resources.ts";
import { type Properties, type Provider, unknown } from "../../../simulator/providers/provider.ts";
import { connectedProvider, kubeconfig, openProvider, subject } from "./engine.ts";
import { type Simulation, simulation } from "./simulation.ts";

const namespace = "pulumi";
const configMap = (name: string, data: Properties, metadata: Properties = {}): Properties => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { namespace, name, ...metadata },
  data,
});
const deployment = (name: string, image: string, annotations: Properties = {}): Properties => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { namespace, name, annotations },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: "main", image }] } },
  },
});

describe("the Kubernetes provider", function () {
  this.timeout(240_000);
  let sim: Simulation;
  let provider: Provider;
  before(async () => {
    sim = await simulation();
    provider = await connectedProvider(sim, { enableConfigMapMutable: "true" });
    await provider.create(
      subject("core/v1:Namespace", namespace),
      { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
      false,
    );
  });

  const cm = subject("core/v1:ConfigMap", "facts");

  it("logs in with the caller's own cloud identity, through the kubeconfig's exec plugin", async () => {
    const stranger = openProvider(sim, "stranger");
    await stranger.configure({ kubeconfig: kubeconfig(sim) });
    await assert.rejects(stranger.create(cm, configMap("no", {}), false), {
      message:
        "configured Kubernetes cluster is unreachable: unable to load schema information from the API server: Unauthorized",
    });
  });

  it("previews without a cluster: outputs are what the inputs say", async () => {
    const early = openProvider(sim, "stranger");
    await early.configure({ kubeconfig: unknown });
    const inputs = configMap("early", { key: "value" });
    assert.deepEqual(await early.create(cm, inputs, true), { id: "", outputs: inputs });
    await assert.rejects(early.create(cm, inputs, false), /cluster is unreachable: its kubeconfig is not known yet/);
  });

  it("makes names up where a resource has none, and keeps them", async () => {
    const inputs = { apiVersion: "v1", kind: "ConfigMap", data: {} };
    const first = await provider.check(cm, inputs, undefined);
    const { name } = metadataOf(first.inputs);
    assert.match(String(name), /^facts-[0-9a-f]{8}$/);
    const second = await provider.check(cm, { ...inputs, data: { more: "words" } }, first.inputs);
    assert.equal(metadataOf(second.inputs).name, name);
  });

  it("refuses an object that the API server refuses, at preview and in its words", async () => {
    const wrong = { ...deployment("wrong", "example.org/web:1"), spec: { replicas: 1 } };
    await assert.rejects(
      provider.create(subject("apps/v1:Deployment", "wrong"), wrong, true),
      /Deployment in version|spec.selector: Required value/,
    );
    const misspelt = configMap("misspelt", {});
    await assert.rejects(
      provider.create(cm, { ...misspelt, dtaa: {} }, true),
      /field not declared in schema|unknown field/,
    );
  });

  it("shows at preview what the server would store, and stores nothing", async () => {
    const { outputs } = await provider.create(cm, configMap("shown", { key: "value" }), true);
    assert.ok(metadataOf(outputs).uid, "the server's own fields");
    assert.equal(await sim.api.get(configMaps, "shown", namespace), undefined);
  });

  it("does not take over what is there already", async () => {
    await provider.create(cm, configMap("taken", {}), false);
    await assert.rejects(provider.create(cm, configMap("taken", {}), false), {
      message: 'configmaps "taken" already exists',
    });
  });

  it("changes the fields it owns, gives up those it no longer names, and leaves other owners theirs", async () => {
    const inputs = configMap("shared", { ours: "1", gone: "1" });
    const { id, outputs } = await provider.create(cm, inputs, false);
    assert.equal(id, "pulumi/shared");
    const other = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "shared", namespace },
      data: { theirs: "2" },
    };
    await sim.api.apply(configMaps, other, { fieldManager: "somebody" });
    const next = configMap("shared", { ours: "3" });
    await provider.update(cm, id, { inputs, outputs }, next, false);
    const stored = await sim.api.get(configMaps, "shared", namespace);
    assert.deepEqual(stored?.data, { ours: "3", theirs: "2" });
    const greedy = configMap("shared", { ours: "3", theirs: "ours now" });
    await assert.rejects(provider.update(cm, id, { inputs: next, outputs }, greedy, false), /conflict with "somebody"/);
    const forced = configMap("shared", { theirs: "ours now" }, { annotations: { "pulumi.com/patchForce": "true" } });
    await provider.update(cm, id, { inputs: next, outputs }, forced, false);
    assert.equal((await sim.api.get(configMaps, "shared", namespace))?.data?.theirs, "ours now");
  });

  it("sees a change that somebody else made, and that a resource is gone", async () => {
    const inputs = configMap("drifts", { key: "value" });
    const { id, outputs } = await provider.create(cm, inputs, false);
    await sim.api.patch(configMaps, { name: "drifts", namespace }, { data: { key: "drifted", new: "1" } });
    const read = await provider.read(cm, id, { inputs, outputs });
    assert.deepEqual(read?.inputs, configMap("drifts", { key: "drifted" }));
    await sim.api.remove(configMaps, { name: "drifts", namespace });
    assert.equal(await provider.read(cm, id, { inputs, outputs }), undefined);
  });

  it("waits until a Deployment's pods are available", async () => {
    const inputs = deployment("waits", "example.org/web:1");
    const { outputs } = await provider.create(subject("apps/v1:Deployment", "waits"), inputs, false);
    assert.ok(outputs.status && Reflect.get(Object(outputs.status), "availableReplicas") === 1);
  });

  it("keeps a resource that was made and does not get ready, and says what is missing", async () => {
    const inputs = deployment("stuck", "example.org/web:1", { "pulumi.com/timeoutSeconds": "1" });
    const spec = { ...Object(inputs.spec), template: { ...Object(Object(inputs.spec).template) } };
    spec.template.spec = { ...spec.template.spec, nodeSelector: { nobody: "has" } };
    await assert.rejects(provider.create(subject("apps/v1:Deployment", "stuck"), { ...inputs, spec }, false), {
      name: "PartialFailure",
      id: "pulumi/stuck",
      message: /failed to fully initialize or become live: .*0 of 1 replicas are available/,
    });
  });

  it("makes a custom resource as soon as its kind is served", async () => {
    const definition = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "ships.test.longshore.dev" },
      spec: {
        group: "test.longshore.dev",
        names: { kind: "Ship", plural: "ships" },
        scope: "Namespaced",
        versions: [
          {
            name: "v1",
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: "object",
                properties: { spec: { type: "object", properties: { decks: { type: "integer" } } } },
              },
            },
          },
        ],
      },
    };
    // The garbage collector learns of a new kind only after a while, and a deletion in the foreground waits for it.
    const annotations = { "pulumi.com/deletionPropagationPolicy": "background" };
    const metadata = { name: "anna", namespace, annotations };
    const ship = {
      apiVersion: "test.longshore.dev/v1",
      kind: "Ship",
      metadata,
      spec: { decks: 3 },
    };
    const kind = subject("test.longshore.dev/v1:Ship", "anna");
    assert.deepEqual((await provider.create(kind, ship, true)).outputs, ship, "its kind is not known at preview");
    await provider.create(subject("apiextensions.k8s.io/v1:CustomResourceDefinition", "ships"), definition, false);
    const { id } = await provider.create(kind, ship, false);
    const sunk = { ...ship, metadata: { name: "berta", namespace }, spec: { decks: "three" } };
    await assert.rejects(provider.create(kind, sunk, true), /spec.decks/);
    await provider.delete(kind, id, { inputs: ship, outputs: {} });
    assert.equal(await provider.read(kind, id, { inputs: ship, outputs: {} }), undefined);
  });

  it("waits for finalizers before a deletion counts", async () => {
    const inputs = configMap("held", {}, { finalizers: ["longshore.dev/hold"] });
    const { id, outputs } = await provider.create(cm, inputs, false);
    const deleted = provider.delete(cm, id, { inputs, outputs }).then(() => "deleted");
    assert.equal(
      await Promise.race([deleted, provider.read(cm, id, { inputs, outputs }).then(() => "still there")]),
      "still there",
    );
    await sim.api.patch(configMaps, { name: "held", namespace }, { metadata: { finalizers: null } });
    assert.equal(await deleted, "deleted");
  });

  it("replaces where a field cannot change, and deletes first where the name is fixed", async () => {
    const kind = subject("apps/v1:Deployment", "web");
    const before = deployment("web", "example.org/web:1");
    const after = { ...before, spec: { ...Object(before.spec), selector: { matchLabels: { app: "other" } } } };
    const old = { inputs: before, outputs: {} };
    assert.deepEqual(await provider.diff(kind, "pulumi/web", old, deployment("web", "example.org/web:2")), {
      changed: ["spec"],
      replaces: [],
      deleteBeforeReplace: false,
    });
    assert.deepEqual(await provider.diff(kind, "pulumi/web", old, after), {
      changed: ["spec"],
      replaces: ["spec"],
      deleteBeforeReplace: true,
    });
  });

  describe("Helm releases", () => {
    const release = subject("helm.sh/v3:Release", "gateway");
    const inputs = (more: Properties): Properties => ({
      name: "gateway",
      namespace,
      chart: "prometheus-pushgateway",
      version: "3.8.0",
      repositoryOpts: { repo: "https://prometheus-community.github.io/helm-charts" },
      values: { fullnameOverride: "gateway" },
      ...more,
    });

    it("come from the requested repository and version, are upgraded and taken away by Helm itself", async () => {
      const made = await provider.create(release, inputs({}), false);
      assert.equal(made.id, "pulumi/gateway");
      assert.deepEqual(
        { ...Object(made.outputs.status), appVersion: "" },
        {
          name: "gateway",
          namespace,
          chart: "prometheus-pushgateway",
          version: "3.8.0",
          appVersion: "",
          revision: 1,
          status: "deployed",
        },
      );
      assert.ok(await sim.api.get(secrets, "sh.helm.release.v1.gateway.v1", namespace), "Helm's own record");
      const next = inputs({ values: { fullnameOverride: "gateway", podLabels: { changed: "yes" } } });
      const upgraded = await provider.update(
        release,
        made.id,
        { inputs: inputs({}), outputs: made.outputs },
        next,
        false,
      );
      assert.equal(Object(upgraded.status).revision, 2);
      await provider.delete(release, made.id, { inputs: next, outputs: upgraded });
      assert.equal(await provider.read(release, made.id, { inputs: next, outputs: upgraded }), undefined);
    });

    it("fail with Helm's words for a version that the repository does not have", async () => {
      await assert.rejects(provider.create(release, inputs({ version: "0.0.1" }), false), /0\.0\.1/);
    });

    it("refuse an argument that would have no effect here", async () => {
      const { failures } = await provider.check(release, inputs({ postrender: "sed" }), undefined);
      assert.deepEqual(
        failures.map(({ property }) => property),
        ["postrender"],
      );
    });
  });
});

function metadataOf(properties: Properties): Properties {
  return { ...Object(properties.metadata) };
}
