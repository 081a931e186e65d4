/** Packs a chart of the mirror, the way its publisher would have released it. */

import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import * as z from "zod";
import type { ChartSource } from "./sources.ts";

const run = promisify(execFile);

const metadataSchema = z.looseObject({ description: z.string().optional(), appVersion: z.string().optional() });
const workload = z.object({ spec: z.object({ template: z.object({ spec: z.unknown() }) }) });

export interface ChartVersion {
  readonly name: string;
  readonly version: string;
}

/** What `Chart.yaml` says, and so what Helm and Argo CD show. */
export function chartMetadata({ name, version }: ChartVersion, source: ChartSource): Readonly<Record<string, unknown>> {
  const appVersion = source.appVersions[version];
  if (source.upstream) {
    const written = metadataSchema.parse(parse(readFileSync(join(source.from, "Chart.yaml"), "utf8")));
    const { dependencies: _, ...rest } = written;
    const left = source.without.length > 0 ? " (the simulator left out webhooks, which nothing here could answer)" : "";
    return { ...rest, version, appVersion: appVersion ?? version, description: `${written.description}${left}` };
  }
  return {
    apiVersion: "v2",
    name,
    version,
    appVersion: appVersion ?? version,
    description: `Stands in for the upstream chart ${name} in Longshore's simulator: the same names, fewer options`,
  };
}

/**
 * @param folder  gets `<name>-<version>.tgz`
 * @param helm    path of the program
 * @returns the file
 */
export async function buildChart(
  wanted: ChartVersion,
  source: ChartSource,
  folder: string,
  helm: string,
): Promise<string> {
  const scratch = mkdtempSync(join(tmpdir(), "longshore-chart-"));
  try {
    const chart = join(scratch, wanted.name);
    layOut(chart, wanted, source);
    mkdirSync(folder, { recursive: true });
    await run(helm, ["package", chart, "--destination", folder], { env: { ...process.env, HOME: scratch } });
    return join(folder, `${wanted.name}-${wanted.version}.tgz`);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function layOut(chart: string, wanted: ChartVersion, source: ChartSource): void {
  // Module caches are read-only; the copy must not be.
  cpSync(source.from, chart, { recursive: true, mode: 0 });
  for (const path of source.without) rmSync(join(chart, path), { recursive: true, force: true });
  if (source.over) cpSync(source.over, chart, { recursive: true });
  for (const [path, from] of Object.entries(source.files)) {
    mkdirSync(dirname(join(chart, path)), { recursive: true });
    cpSync(from, join(chart, path), { recursive: true });
  }
  for (const [path, from] of Object.entries(source.pods)) {
    const { spec } = workload.parse(parse(readFileSync(from, "utf8")));
    mkdirSync(dirname(join(chart, path)), { recursive: true });
    // JSON, because Helm reads an older YAML, in which a plain `no` is false.
    writeFileSync(join(chart, path), JSON.stringify(spec.template.spec));
  }
  rmSync(join(chart, "Chart.yaml"), { force: true });
  writeFileSync(join(chart, "Chart.yaml"), stringify(chartMetadata(wanted, source)));
}
