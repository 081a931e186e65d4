/** Answers for the chart repositories that `gitops/` names, at their real URLs. */

import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { stringify } from "yaml";
import type { Toolchain } from "../../toolchain/toolchain.ts";
import { buildChart, type ChartVersion, chartMetadata } from "./build.ts";
import { type Component, readComponents } from "./components.ts";
import { type IgnoredValue, ignoredValues } from "./ignored.ts";
import { type ChartSource, chartSources } from "./sources.ts";

export interface ChartMirrorOptions {
  /** Keeps the packed charts of one run. */
  readonly folder: string;
  /** `gitops/platform`; read anew for every index, so that a changed version is there at once. */
  readonly components: string;
  readonly toolchain: Toolchain;
}

export class ChartMirror {
  readonly #options: ChartMirrorOptions;
  readonly #sources: Readonly<Record<string, ChartSource>>;
  /** Packed charts by file name. */
  readonly #built = new Map<string, Promise<string>>();

  constructor(options: ChartMirrorOptions) {
    this.#options = options;
    this.#sources = chartSources(options.toolchain);
  }

  /** Values that are set in `gitops/` and have no effect in the simulator. */
  get ignoredValues(): readonly IgnoredValue[] {
    return ignoredValues(this.#components, this.#sources);
  }

  serves(host: string): boolean {
    return this.#components.some(({ chart }) => new URL(chart.repository).hostname === host);
  }

  async answer(request: IncomingMessage, response: ServerResponse, host: string): Promise<void> {
    const here = this.#components.filter(({ chart }) =>
      `https://${host}${request.url}`.startsWith(`${chart.repository}/`),
    );
    const file = (request.url ?? "").split("/").at(-1) ?? "";
    const chart = here.find((component) => fileName(component.chart) === file)?.chart;
    if (here.length > 0 && file === "index.yaml") {
      response.writeHead(200, { "content-type": "text/yaml" }).end(await this.#index(here));
    } else if (chart) {
      const packed = await this.#packed(chart);
      response.writeHead(200, { "content-type": "application/gzip" });
      await pipeline(createReadStream(packed), response);
    } else {
      const text = `the simulator's mirror has the charts that gitops/platform names, not ${host}${request.url}\n`;
      response.writeHead(404, { "content-type": "text/plain" }).end(text);
    }
  }

  get #components(): readonly Component[] {
    return readComponents(this.#options.components);
  }

  /** https://helm.sh/docs/topics/chart_repository/#the-index-file */
  async #index(components: readonly Component[]): Promise<string> {
    const entries = components.map(async ({ chart }) => {
      const digest = createHash("sha256")
        .update(readFileSync(await this.#packed(chart)))
        .digest("hex");
      const created = new Date(0).toISOString();
      return [chart.name, [{ ...chartMetadata(chart, this.#source(chart)), created, digest, urls: [fileName(chart)] }]];
    });
    return stringify({ apiVersion: "v1", entries: Object.fromEntries(await Promise.all(entries)) });
  }

  #packed(chart: ChartVersion): Promise<string> {
    const { folder, toolchain } = this.#options;
    const name = fileName(chart);
    const known = this.#built.get(name);
    if (known) return known;
    const built = buildChart(chart, this.#source(chart), folder, toolchain.bin.helm);
    this.#built.set(name, built);
    return built;
  }

  #source({ name }: ChartVersion): ChartSource {
    const source = this.#sources[name];
    if (source && existsSync(source.from)) return source;
    throw new Error(`the simulator has no chart ${name}: add one to simulator/internet/charts/sources.ts`);
  }
}

const fileName = ({ name, version }: ChartVersion) => `${name}-${version}.tgz`;
