/** What `gitops/` asks of the chart repositories: the charts of its platform components, with the values set for them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";

export interface Component {
  readonly chart: { readonly name: string; readonly repository: string; readonly version: string };
  /** Every values file of the component, and the parameters that its application set fills in. */
  readonly values: readonly unknown[];
  /** Paths in dots, as Helm's `--set` takes them. */
  readonly parameters: readonly string[];
}

const componentSchema = z.object({
  chart: z.object({ name: z.string(), repository: z.url(), version: z.string() }).optional(),
  parameters: z.record(z.string(), z.string()).default({}),
});

/** @param folder  `gitops/platform` */
export function readComponents(folder: string): readonly Component[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name, "component.yaml");
    if (!existsSync(file)) return [];
    const { chart, parameters } = componentSchema.parse(parse(readFileSync(file, "utf8")));
    if (!chart) return [];
    const files = readdirSync(join(folder, name)).filter((entry) => /^values.*\.yaml$/.test(entry));
    const values = files.map((entry): unknown => parse(readFileSync(join(folder, name, entry), "utf8")));
    return [{ chart, values, parameters: Object.keys(parameters) }];
  });
}
