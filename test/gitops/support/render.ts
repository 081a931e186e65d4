/** Renders all that Argo CD syncs onto one platform. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { type Application, application, type Source, sourcesOf } from "./application.ts";
import { applicationsOf, gitops } from "./application-sets.ts";
import type { Platform } from "./facts.ts";
import { helmTemplate } from "./helm.ts";
import { type KubernetesObject, objectsIn } from "./objects.ts";

const workTree = join(gitops, "..");

export interface Rendered {
  readonly application: Application;
  readonly objects: readonly KubernetesObject[];
  /** Vendors' charts that are in no Go module, so that only Argo CD renders them. */
  readonly left: readonly string[];
}

/** The root chart, every Application that follows from it, and what each of them syncs. */
export async function renderPlatform(platform: Platform): Promise<readonly Rendered[]> {
  return renderAll([rootApplication(platform), ...(await applicationsOf(platform))]);
}

/** The same for the tenants' Applications alone. */
export async function renderTenants(platform: Platform): Promise<readonly Rendered[]> {
  const applications = await applicationsOf(platform);
  return renderAll(applications.filter(({ metadata }) => metadata.labels["longshore.dev/part"] === "tenant"));
}

async function renderAll(applications: readonly Application[]): Promise<readonly Rendered[]> {
  const rendered = await Promise.all(applications.map(render));
  const children = rendered.flatMap(({ objects }) => objects.filter(({ kind }) => kind === "Application"));
  return [...rendered, ...(await Promise.all(children.map((child) => render(application.parse(child)))))];
}

/** The Application that Pulumi makes (`components/gitops/root.ts`). */
function rootApplication({ facts }: Platform): Application {
  const { repository, revision, "chart-mirror": chartMirror } = facts;
  const helm = { releaseName: "root", valuesObject: { repository, revision, chartMirror } };
  return application.parse({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: { name: "root", labels: {} },
    spec: {
      project: "default",
      destination: { server: "https://kubernetes.default.svc", namespace: "argocd" },
      source: { repoURL: repository, targetRevision: revision, path: "gitops/argocd", helm },
    },
  });
}

/** What one Application syncs. */
export async function render(app: Application): Promise<Rendered> {
  const left: string[] = [];
  const parts = sourcesOf(app).map(async (source) => {
    if (source.chart) {
      const chart = vendorChart(source.chart);
      if (!chart) left.push(source.chart);
      return chart ? renderVendor(chart, source, app) : [];
    }
    return source.path ? renderSource(join(workTree, source.path), source, app) : [];
  });
  return { application: app, objects: (await Promise.all(parts)).flat(), left };
}

async function renderSource(chart: string, { helm }: Source, app: Application): Promise<readonly KubernetesObject[]> {
  if (!helm) throw new Error(`${app.metadata.name}: ${chart} has no Helm values`);
  const files = helm.valueFiles.map((file) =>
    file.startsWith("$repository/") ? join(workTree, file.slice("$repository/".length)) : join(chart, file),
  );
  const text = await helmTemplate({
    chart,
    release: helm.releaseName,
    namespace: app.spec.destination.namespace,
    files,
    values: helm.values === undefined ? helm.valuesObject : parse(helm.values),
    parameters: helm.parameters,
  });
  return objectsIn(text);
}

/** Folder of a vendor's chart, where a Go module of the toolchain carries it. */
function vendorChart(name: string): string | undefined {
  const { modules } = readToolchain();
  return {
    "cert-manager": join(modules.certManager, "deploy/charts/cert-manager"),
    "external-dns": join(modules.externalDns, "charts/external-dns"),
    "external-secrets": join(modules.externalSecrets, "deploy/charts/external-secrets"),
  }[name];
}

/** Without the chart's optional parts, which come from elsewhere and are off. */
async function renderVendor(folder: string, source: Source, app: Application): Promise<readonly KubernetesObject[]> {
  const chart = mkdtempSync(join(tmpdir(), "longshore-chart-"));
  try {
    // Modules are read-only; the copy must not be, or it could not be removed.
    cpSync(folder, chart, { recursive: true, filter: (file) => !file.endsWith("Chart.lock"), mode: 0 });
    const { dependencies: _, ...rest } = parse(readFileSync(join(folder, "Chart.yaml"), "utf8"));
    rmSync(join(chart, "Chart.yaml"), { force: true });
    writeFileSync(join(chart, "Chart.yaml"), stringify(rest));
    return await renderSource(chart, source, app);
  } finally {
    rmSync(chart, { recursive: true, force: true });
  }
}
