import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import * as z from "zod";
import { type Component, readComponents } from "../../../simulator/internet/charts/components.ts";
import { ignoredValues } from "../../../simulator/internet/charts/ignored.ts";
import { chartSources } from "../../../simulator/internet/charts/sources.ts";
import { workTree } from "../../../simulator/paths.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { type Simulation, startSimulation } from "./simulation.ts";

const toolchain = readToolchain();
const platform = join(workTree, "gitops", "platform");
const components = readComponents(platform);
const object = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) });
const pods = z.object({
  spec: z.object({
    replicas: z.number().optional(),
    template: z.object({
      spec: z.looseObject({
        serviceAccountName: z.string().optional(),
        containers: z.array(
          z.looseObject({ image: z.string(), args: z.array(z.string()).optional(), resources: z.unknown() }),
        ),
        topologySpreadConstraints: z.array(z.unknown()).optional(),
      }),
    }),
  }),
});

describe("the chart mirror", function () {
  this.timeout(180_000);
  let simulation: Simulation;
  before(async () => {
    simulation = await startSimulation();
  });
  after(() => simulation.end());

  const helm = async (...args: readonly string[]) => {
    const { code, output } = await simulation.run(toolchain.bin.helm, args);
    assert.equal(code, 0, output);
    return output;
  };
  const render = async ({ chart }: Component, folder: string) => {
    const values = join(platform, folder, "values.yaml");
    const source = ["--repo", chart.repository, "--version", chart.version];
    const text = await helm(
      "template",
      chart.name,
      chart.name,
      ...source,
      "--include-crds",
      "--namespace",
      "there",
      "--values",
      values,
    );
    const documents = parseAllDocuments(text).map((document) => object.safeParse(document.toJS()));
    return documents.flatMap(({ data }) => (data ? [data] : []));
  };
  const component = (name: string) => {
    const found = components.find(({ chart }) => chart.name === name);
    assert.ok(found, `gitops/platform has no component with the chart ${name}`);
    return found;
  };

  it("has every chart that gitops/ asks for, at its own repository's URL, in the version asked for", async () => {
    assert.ok(components.length >= 6);
    for (const { chart } of components) {
      const shown = parse(
        await helm("show", "chart", chart.name, "--repo", chart.repository, "--version", chart.version),
      );
      assert.deepEqual([shown.name, shown.version], [chart.name, chart.version]);
    }
  });

  it("says of a small chart that it stands in for the upstream one", async () => {
    for (const name of ["argo-cd", "traefik", "prometheus-pushgateway"]) {
      const { chart } = component(name);
      const shown = parse(await helm("show", "chart", name, "--repo", chart.repository, "--version", chart.version));
      assert.match(shown.description, /^Stands in for the upstream chart/);
    }
  });

  it("installs the operators' own definitions, and no webhook that nothing here could answer", async () => {
    const expected = {
      "argo-cd": "applicationsets.argoproj.io",
      traefik: "ingressroutes.traefik.io",
      "cert-manager": "certificates.cert-manager.io",
      "external-secrets": "externalsecrets.external-secrets.io",
      "external-dns": "dnsendpoints.externaldns.k8s.io",
    };
    for (const [name, definition] of Object.entries(expected)) {
      const objects = await render(component(name), name);
      const definitions = objects.filter(({ kind }) => kind === "CustomResourceDefinition");
      assert.ok(
        definitions.some(({ metadata }) => metadata.name === definition),
        `${name}: ${definition}`,
      );
      assert.deepEqual(
        objects.filter(({ kind }) => kind.endsWith("WebhookConfiguration")),
        [],
      );
    }
  });

  it("runs Argo CD under the upstream chart's names, accounts and images, with the values of gitops/", async () => {
    const objects = await render(component("argo-cd"), "argo-cd");
    const workload = (name: string) =>
      pods.parse(objects.find(({ kind, metadata }) => /Deployment|StatefulSet/.test(kind) && metadata.name === name))
        .spec;
    const server = workload("argo-cd-argocd-server");
    assert.equal(server.replicas, 2);
    assert.equal(server.template.spec.serviceAccountName, "argocd-server");
    assert.equal(server.template.spec.topologySpreadConstraints?.length, 1);
    assert.deepEqual(server.template.spec.containers[0]?.args, ["/usr/local/bin/argocd-server"]);
    assert.deepEqual(server.template.spec.containers[0]?.resources, {
      requests: { cpu: "50m", memory: "128Mi" },
      limits: { cpu: "500m", memory: "512Mi" },
    });
    const redis = workload("argo-cd-argocd-redis");
    assert.deepEqual(redis.template.spec.containers[0]?.args?.slice(0, 4), ["--save", "", "--appendonly", "no"]);
    const settings = objects.find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "argocd-cm");
    const data = z.object({ data: z.record(z.string(), z.string()) }).parse(settings).data;
    assert.equal(data["timeout.reconciliation"], "60s");
    assert.ok(data["resource.exclusions"]?.includes("EndpointSlice"), "Argo CD's own defaults stay");
  });

  it("gives Traefik a load balancer with the annotations of gitops/, and its options as arguments", async () => {
    const objects = await render(component("traefik"), "traefik");
    const service = objects.find(({ kind, metadata }) => kind === "Service" && metadata.name === "traefik");
    assert.partialDeepStrictEqual(service, { spec: { type: "LoadBalancer", externalTrafficPolicy: "Local" } });
    const { spec } = pods.parse(objects.find(({ kind }) => kind === "Deployment"));
    assert.ok(spec.template.spec.containers[0]?.args?.includes("--providers.kubernetesCRD.safeNaming=true"));
  });

  it("lists the values that are set and have no effect", () => {
    const [traefik] = components.filter(({ chart }) => chart.name === "traefik");
    assert.ok(traefik);
    const changed = {
      ...traefik,
      values: [{ resources: { limits: { cpu: "1" } }, hub: { token: "x" } }],
      parameters: ["image.registry", "experimental.plugins[0]"],
    };
    assert.deepEqual(ignoredValues([changed], chartSources(toolchain)), [
      { chart: "traefik", path: "hub.token" },
      { chart: "traefik", path: "experimental.plugins[0]" },
    ]);
    assert.deepEqual(simulation.internet.charts.ignoredValues, []);
  });

  it("does not have what nobody asked for", async () => {
    const { output } = await simulation.run("curl", ["--silent", "https://traefik.github.io/charts/traefik-1.0.0.tgz"]);
    assert.match(output, /has the charts that gitops\/platform names/);
  });

  it("says in each small chart which values it knows", () => {
    for (const { from } of Object.values(chartSources(toolchain)).filter(({ upstream }) => !upstream)) {
      assert.match(readFileSync(join(from, "values.yaml"), "utf8"), /^# The values that this chart knows/);
    }
  });
});
