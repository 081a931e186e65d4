/** What really ran in a cluster and what was stood in for, as the pods themselves say. */
import type { Api } from "../api/api.ts";
import type { ContainerStatus, Pod } from "../api/model.ts";
import { pods } from "../api/resources.ts";
import { processScheme } from "../kubelet/container.ts";

export interface ImageUse {
  readonly image: string;
  /** The local program that ran; nothing where the image was stood in for. */
  readonly program?: string;
  /** Pods that use it, as `namespace/name`. */
  readonly pods: readonly string[];
}

/** Images whose content ran as local processes, with the program that stood for it. */
export async function realImages(api: Api): Promise<readonly ImageUse[]> {
  return (await imageUses(api)).filter(({ program }) => program !== undefined);
}

/** Images of which nothing ran. */
export async function standInImages(api: Api): Promise<readonly ImageUse[]> {
  return (await imageUses(api)).filter(({ program }) => program === undefined);
}

/** All images, each with what stood for it. */
export async function imageUses(api: Api): Promise<readonly ImageUse[]> {
  const { items } = await api.list(pods);
  return groupImages(items);
}

/** One entry for each image and program, in alphabetical order. */
export function groupImages(items: readonly Pod[]): readonly ImageUse[] {
  const found = new Map<string, ImageUse>();
  for (const { metadata, status } of items) {
    const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    for (const container of containers) {
      const program = programOf(container);
      const key = `${container.image} ${program ?? ""}`;
      const known = found.get(key)?.pods ?? [];
      const names = [...new Set([...known, `${metadata.namespace}/${metadata.name}`])];
      found.set(key, { image: container.image, pods: names, ...(program ? { program } : {}) });
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use);
}

function programOf({ containerID, imageID }: ContainerStatus): string | undefined {
  return containerID?.startsWith(processScheme) ? imageID.slice(processScheme.length) : undefined;
}
