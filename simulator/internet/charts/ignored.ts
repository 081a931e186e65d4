/** Which values that `gitops/` sets have no effect here, because a small chart of ours does not know them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Component } from "./components.ts";
import type { ChartSource } from "./sources.ts";

export interface IgnoredValue {
  readonly chart: string;
  /** In dots, as Helm's `--set` takes it. */
  readonly path: string;
}

/** An operator's own chart knows its values; one of ours knows those of its `values.yaml`. */
export function ignoredValues(
  components: readonly Component[],
  sources: Readonly<Record<string, ChartSource>>,
): readonly IgnoredValue[] {
  return components.flatMap(({ chart, values, parameters }) => {
    const source = sources[chart.name];
    if (!source || source.upstream) return [];
    const known: unknown = parse(readFileSync(join(source.from, "values.yaml"), "utf8"));
    const set = [...values.flatMap((one) => leaves(one)), ...parameters.map(splitPath)];
    const unknown = set.filter((path) => !knows(known, path)).map((path) => path.join("."));
    return [...new Set(unknown)].map((path) => ({ chart: chart.name, path }));
  });
}

/** Paths to everything that is not a section. */
function leaves(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const entries = isSection(value) ? Object.entries(value) : [];
  return entries.length === 0 ? [path] : entries.flatMap(([key, below]) => leaves(below, [...path, key]));
}

/** An empty section takes anything; what is no section is known as a whole. */
function knows(known: unknown, [first, ...rest]: readonly string[]): boolean {
  if (first === undefined || !isSection(known) || Object.keys(known).length === 0) return true;
  const name = first.replace(/\[\d+\]$/, "");
  return name in known && knows(Reflect.get(known, name), rest);
}

/** Splits at dots that are not escaped. */
function splitPath(path: string): readonly string[] {
  return path.split(/(?<!\\)\./).map((part) => part.replaceAll("\\.", "."));
}

function isSection(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
