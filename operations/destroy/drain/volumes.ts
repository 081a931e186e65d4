/** Volumes in the cloud: their pods end, their claims go, and the storage driver deletes them while the cluster stands. */
import type { Api } from "../../../simulator/kubernetes/api/api.ts";
import type { KubernetesObject, Pod } from "../../../simulator/kubernetes/api/model.ts";
import { pods } from "../../../simulator/kubernetes/api/resources.ts";
import { refuseLeft, removeAll, untilGone } from "./gone.ts";
import { claims, keepers, listKnown, nameOf, type Volume, volumes } from "./kinds.ts";

/** Volumes that Kubernetes keeps when their claim goes; they would be billed on. */
export const isRetained = ({ spec }: Volume): boolean => spec.persistentVolumeReclaimPolicy === "Retain";

/** @returns volumes that went, and volumes that stay because somebody asked for it */
export async function removeVolumes(
  api: Api,
  seconds: number,
): Promise<{ gone: readonly string[]; retained: readonly string[] }> {
  const wanted = await listKnown(api, claims);
  const disks = await listKnown(api, volumes);
  const names = new Set(wanted.map(nameOf));
  for (const pod of await listKnown(api, pods)) {
    if (claimsOf(pod).some((claim) => names.has(claim))) await endKeeper(api, pod);
  }
  refuseLeft(await removeAll(api, claims, wanted, seconds), "Claims of volumes", seconds);
  const going = disks.filter((disk) => !isRetained(disk));
  refuseLeft(await untilGone(api, volumes, going, seconds), "Volumes", seconds);
  return { gone: going.map(nameOf), retained: disks.filter(isRetained).map(nameOf) };
}

/** Names of the claims that a pod mounts, as `namespace/name`; an ephemeral volume's claim is named after pod and volume. */
export function claimsOf({ metadata, spec }: Pod): readonly string[] {
  return (spec.volumes ?? []).flatMap((volume) => {
    const named = Reflect.get(volume, "persistentVolumeClaim");
    const claim = typeof named === "object" && named !== null ? Reflect.get(named, "claimName") : undefined;
    const ephemeral = Reflect.has(volume, "ephemeral") ? `${metadata.name}-${volume.name}` : undefined;
    const name = claim ?? ephemeral;
    return typeof name === "string" ? [`${metadata.namespace}/${name}`] : [];
  });
}

/** Removes what would start the pod again, up to the end of the chain, and the pod with it. */
async function endKeeper(api: Api, object: KubernetesObject): Promise<void> {
  const { namespace = "", ownerReferences: [owner] = [] } = object.metadata;
  const kind = owner && keepers[owner.kind];
  const keeper = kind && (await api.get(kind, owner.name, namespace));
  if (keeper) return endKeeper(api, { ...keeper, kind: owner.kind });
  const resource = keepers[object.kind ?? ""] ?? pods;
  await api.remove(resource, object.metadata);
}
