/** Traefik's arguments, and its TLS options, from the platform's own values. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { buildChart } from "../../../../simulator/internet/charts/build.ts";
import { chartSources } from "../../../../simulator/internet/charts/sources.ts";
import { readToolchain } from "../../../../simulator/toolchain/toolchain.ts";
import { gitops } from "../../support/application-sets.ts";
import { helmTemplate } from "../../support/helm.ts";
import { find, type KubernetesObject, objectsIn, podOf } from "../../support/objects.ts";

const folder = join(gitops, "platform", "traefik");
const component = z.object({ chart: z.object({ name: z.string(), version: z.string() }) });

export interface Installed {
  readonly args: readonly string[];
  readonly objects: readonly KubernetesObject[];
}

/**
 * What the chart makes of our values. The vendor's own chart is on no registry that the tests can reach; the simulator's
 * gives the program the same arguments (`simulator/internet/charts/traefik`), and the program refuses one that it does not know.
 */
export async function installed(): Promise<Installed> {
  const toolchain = readToolchain();
  const source = chartSources(toolchain).traefik;
  if (!source) throw new Error("the simulator's mirror has no chart of Traefik");
  const { chart } = component.parse(parse(readFileSync(join(folder, "component.yaml"), "utf8")));
  const scratch = mkdtempSync(join(tmpdir(), "longshore-traefik-"));
  try {
    const packed = await buildChart(chart, source, scratch, toolchain.bin.helm);
    const files = [join(folder, "values.yaml"), join(folder, "values-aws.yaml")];
    const place = { release: "traefik", namespace: "traefik" };
    const objects = objectsIn(await helmTemplate({ chart: packed, ...place, files }));
    const [container] = podOf(find(objects, "Deployment", "traefik"))?.containers ?? [];
    if (!container) throw new Error("the chart's Deployment has no container");
    const values = { facts: {}, switches: {} };
    const ours = objectsIn(await helmTemplate({ chart: join(folder, "objects"), ...place, values }));
    const options = objects.filter(({ kind }) => kind === "TLSOption");
    return { args: container.args, objects: [...options, ...ours] };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
