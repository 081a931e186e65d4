/**
 * What Argo CD's application sets make of a platform's facts. The generators are expanded here, the templates by Helm's
 * engine: both it and Argo CD run Go's templates with the sprig functions.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { factDomain } from "../../../components/gitops/facts.ts";
import { type Application, application } from "./application.ts";
import type { Platform } from "./facts.ts";
import { helmTemplate } from "./helm.ts";
import { at, documentsIn } from "./objects.ts";

export const gitops = join(import.meta.dirname, "..", "..", "..", "gitops");

/** What a generator gives for one Application. */
type Parameters = Readonly<Record<string, unknown>>;

const applicationSet = z.looseObject({
  spec: z.looseObject({ template: z.record(z.string(), z.unknown()), templatePatch: z.string().optional() }),
});

/** The Applications of both application sets. */
export async function applicationsOf(platform: Platform): Promise<readonly Application[]> {
  const cluster = clusterParameters(platform);
  const tenants: readonly unknown[] = JSON.parse(platform.facts.tenants);
  const elements = {
    platform: components().map((component) => ({ ...component, ...cluster })),
    tenants: tenants.map((tenant) => ({ tenant, ...cluster })),
  };
  return [...(await expand("platform", elements.platform)), ...(await expand("tenants", elements.tenants))];
}

/** What the cluster generator gives for the cluster's Secret; it wins over the second generator of a matrix. */
function clusterParameters({ facts, switches }: Platform): Parameters {
  const inDomain = (values: object) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [`${factDomain}/${key}`, value]));
  return {
    name: "in-cluster",
    nameNormalized: "in-cluster",
    server: "https://kubernetes.default.svc",
    project: "",
    metadata: { labels: inDomain(switches), annotations: inDomain(facts) },
  };
}

/** What the Git generator gives for each `component.yaml`. */
export function components(): readonly Parameters[] {
  const folder = join(gitops, "platform");
  return readdirSync(folder).map((name) => ({
    ...parse(readFileSync(join(folder, name, "component.yaml"), "utf8")),
    path: { path: `gitops/platform/${name}`, basename: name },
  }));
}

async function expand(set: string, elements: readonly Parameters[]): Promise<readonly Application[]> {
  if (elements.length === 0) return [];
  const file = join(gitops, "argocd", "application-sets", `${set}.yaml`);
  const { template, templatePatch = "" } = applicationSet.parse(parse(readFileSync(file, "utf8"))).spec;
  const texts = new Set<string>([templatePatch]);
  mapStrings(template, (text) => texts.add(text));
  const rendered = await renderAll([...texts], elements);
  return rendered.map((answers) => {
    const answerTo = new Map([...texts].map((text, index) => [text, answers[index] ?? ""]));
    const filled = mapStrings(template, (text) => answerTo.get(text));
    const patch: unknown = parse(answerTo.get(templatePatch) ?? "");
    return application.parse({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: at(filled, "metadata"),
      spec: { ...toRecord(at(filled, "spec")), ...toRecord(at(patch, "spec")) },
    });
  });
}

/** Every text for every element, in one run of Helm. */
async function renderAll(
  texts: readonly string[],
  elements: readonly Parameters[],
): Promise<readonly (readonly string[])[]> {
  const chart = mkdtempSync(join(tmpdir(), "longshore-templates-"));
  const write = (file: string, lines: readonly string[]) => {
    mkdirSync(dirname(join(chart, file)), { recursive: true });
    writeFileSync(join(chart, file), lines.join("\n"));
  };
  try {
    write("Chart.yaml", ["apiVersion: v2", "name: templates", "version: 1.0.0"]);
    write("templates/all.yaml", [
      "{{- range $element := .Values.elements }}",
      "---",
      "answers:",
      "{{- range $.Values.texts }}",
      "  - {{ tpl . $element | toJson }}",
      "{{- end }}",
      "{{- end }}",
    ]);
    const text = await helmTemplate({ chart, release: "x", namespace: "x", values: { texts, elements } });
    return documentsIn(text).map((document) => z.array(z.string()).parse(at(document, "answers")));
  } finally {
    rmSync(chart, { recursive: true, force: true });
  }
}

/** The same, with every text in it replaced. */
function mapStrings(value: unknown, change: (text: string) => unknown): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
}

const toRecord = (value: unknown) => z.record(z.string(), z.unknown()).default({}).parse(value);
