/** Tags of a resource, the provider's default tags included. */
import type { SimulatedResource } from "../../world.ts";

export function tagsOf({ outputs }: SimulatedResource): Readonly<Record<string, string>> {
  const tags = outputs.tagsAll ?? outputs.tags;
  const entries = Object.entries(typeof tags === "object" && tags !== null ? tags : {});
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}
