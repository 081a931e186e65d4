/** The chart that Argo CD is installed by, read from the very files that Argo CD later manages itself by. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";

type Values = Readonly<Record<string, unknown>>;

const componentSchema = z.object({
  chart: z.object({ name: z.string(), repository: z.string(), version: z.string() }),
  parameters: z.record(z.string(), z.string()).default({}),
});
const valuesSchema = z.record(z.string(), z.unknown());

export interface ArgoCdChart {
  readonly name: string;
  readonly repository: string;
  readonly version: string;
  readonly values: Values;
}

/**
 * @param folder  `gitops/platform/argo-cd`
 * @param facts   what the parameters of `component.yaml` may name in angle brackets
 */
export function readArgoCdChart(folder: string, facts: Readonly<Record<string, string>>): ArgoCdChart {
  const read = (file: string): unknown => parse(readFileSync(join(folder, file), "utf8"));
  const { chart, parameters } = componentSchema.parse(read("component.yaml"));
  return { ...chart, values: withParameters(valuesSchema.parse(read("values.yaml")), parameters, facts) };
}

/**
 * Values with a component's parameters in them, as the application set `platform` would fill them in: dots lead into
 * sections unless a backslash stands before them, `<fact>` stands for the fact, and an empty `<image-mirror>` goes with the
 * slash behind it.
 */
export function withParameters(
  values: Values,
  parameters: Readonly<Record<string, string>>,
  facts: Readonly<Record<string, string>>,
): Values {
  const fill = (text: string) =>
    text.replaceAll(/<([a-z-]+)>(\/?)/g, (whole, fact: string, slash: string) => {
      const value = facts[fact];
      return value === undefined ? whole : value && `${value}${slash}`;
    });
  return Object.entries(parameters).reduce((filled, [path, text]) => set(filled, keysOf(path), fill(text)), values);
}

const keysOf = (path: string): readonly string[] => path.split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", "."));

function set(values: Values, [first = "", ...rest]: readonly string[], value: string): Values {
  if (rest.length === 0) return { ...values, [first]: value };
  const below = valuesSchema.safeParse(values[first]);
  return { ...values, [first]: set(below.success ? below.data : {}, rest, value) };
}
