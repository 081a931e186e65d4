/** Platform components that run an image of ours, and the ring that pins it for a stack (`ring` in component.yaml). */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { workTree } from "../../simulator/paths.ts";
import { readSettings } from "../settings.ts";

const component = z.looseObject({ ring: z.record(z.string(), z.string()).optional() });

/** @returns names of components by ring */
export function componentRings(stack: string): ReadonlyMap<string, readonly string[]> {
  const folder = join(workTree, "gitops", "platform");
  const { environment } = readSettings(workTree, stack);
  const rings = new Map<string, string[]>();
  for (const name of readdirSync(folder)) {
    const file = join(folder, name, "component.yaml");
    if (!existsSync(file)) continue;
    const ring = component.parse(parse(readFileSync(file, "utf8")) ?? {}).ring?.[environment];
    if (ring !== undefined) rings.set(ring, [...(rings.get(ring) ?? []), name]);
  }
  return rings;
}
