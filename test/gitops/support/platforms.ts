/** Every platform as it is rendered once for all tests of a run. */
import { type Difference, platformOf, type Stack, stacks } from "./facts.ts";
import type { KubernetesObject } from "./objects.ts";
import { type Rendered, renderPlatform, renderTenants } from "./render.ts";

const rendered = new Map<string, Promise<readonly Rendered[]>>();

/** All Applications of a platform with what they sync. */
export function rendering(stack: Stack, difference: Difference = {}): Promise<readonly Rendered[]> {
  const key = JSON.stringify([stack, difference]);
  const known = rendered.get(key) ?? renderPlatform(platformOf(stack, difference));
  rendered.set(key, known);
  return known;
}

/**
 * What one Application of the production platform syncs.
 * @param difference  of a platform that is rendered for its tenants alone
 */
export async function objectsOf(name: string, difference?: Difference): Promise<readonly KubernetesObject[]> {
  const platform = difference
    ? await renderTenants(platformOf("aws-production", difference))
    : await rendering("aws-production");
  const found = platform.find(({ application }) => application.metadata.name === name);
  if (!found) throw new Error(`there is no Application ${name}`);
  return found.objects;
}

/** Everything on every stack, each different object once. */
export async function allObjects(): Promise<readonly KubernetesObject[]> {
  const platforms = await Promise.all(stacks.map((stack) => rendering(stack)));
  const objects = platforms.flat().flatMap(({ objects }) => objects);
  return [...new Map(objects.map((object) => [JSON.stringify(object), object])).values()];
}
