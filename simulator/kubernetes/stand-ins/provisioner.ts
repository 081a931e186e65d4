/**
 * Makes the volumes that claims ask for, as the cloud's storage driver does. A volume is a name: local processes find its
 * data in a folder, other pods do not look.
 */
import type { Api } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import type { KubernetesObject } from "../api/model.ts";
import type { Resource } from "../api/resources.ts";
import { inBackground } from "../background.ts";

interface StorageClass extends KubernetesObject {
  readonly provisioner: string;
  readonly reclaimPolicy?: string;
  readonly volumeBindingMode?: "Immediate" | "WaitForFirstConsumer";
}

interface Claim extends KubernetesObject {
  readonly spec: {
    readonly storageClassName?: string;
    readonly volumeName?: string;
    readonly volumeMode?: string;
    readonly accessModes?: readonly string[];
    readonly resources?: { readonly requests?: { readonly storage?: string } };
  };
}

interface Volume extends KubernetesObject {
  readonly spec: { readonly persistentVolumeReclaimPolicy?: string; readonly csi?: { readonly driver: string } };
  readonly status?: { readonly phase?: string };
}

const classes: Resource<StorageClass> = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  plural: "storageclasses",
  namespaced: false,
};
const claims: Resource<Claim> = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  plural: "persistentvolumeclaims",
  namespaced: true,
};
const volumes: Resource<Volume> = {
  apiVersion: "v1",
  kind: "PersistentVolume",
  plural: "persistentvolumes",
  namespaced: false,
};

/** Set by the scheduler on a claim that waits for its first pod. */
const selectedNode = "volume.kubernetes.io/selected-node";

export class VolumeProvisioner {
  readonly #api: Api;
  readonly #driver: string;
  readonly #claims: Mirror<Claim>;
  readonly #volumes: Mirror<Volume>;

  /** @param driver  provisioner that storage classes name */
  constructor(api: Api, driver: string) {
    this.#api = api;
    this.#driver = driver;
    this.#claims = new Mirror(api, claims);
    this.#volumes = new Mirror(api, volumes);
  }

  async start(): Promise<void> {
    this.#claims.on("changed", (claim) => inBackground(`volume of ${claim.metadata.name}`, this.#provide(claim)));
    this.#volumes.on("changed", (volume) => inBackground(`volume ${volume.metadata.name}`, this.#reclaim(volume)));
    await Promise.all([this.#claims.start(), this.#volumes.start()]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#claims.stop(), this.#volumes.stop()]);
  }

  async #provide({ metadata, spec }: Claim): Promise<void> {
    const { namespace, name, uid, annotations } = metadata;
    if (spec.volumeName || metadata.deletionTimestamp || !spec.storageClassName) return;
    const type = await this.#api.get(classes, spec.storageClassName);
    if (type?.provisioner !== this.#driver) return;
    if (type.volumeBindingMode === "WaitForFirstConsumer" && !annotations?.[selectedNode]) return;
    const volume = {
      apiVersion: "v1",
      kind: "PersistentVolume",
      metadata: { name: `pvc-${uid}`, annotations: { "pv.kubernetes.io/provisioned-by": this.#driver } },
      spec: {
        storageClassName: spec.storageClassName,
        persistentVolumeReclaimPolicy: type.reclaimPolicy ?? "Delete",
        accessModes: spec.accessModes,
        volumeMode: spec.volumeMode ?? "Filesystem",
        capacity: { storage: spec.resources?.requests?.storage },
        claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace, name, uid },
        csi: { driver: this.#driver, volumeHandle: `vol-${uid}` },
      },
    };
    await this.#api.apply(volumes, volume, { fieldManager: "longshore-volumes" });
  }

  async #reclaim({ metadata, spec, status }: Volume): Promise<void> {
    const ours = spec.csi?.driver === this.#driver && spec.persistentVolumeReclaimPolicy === "Delete";
    if (ours && status?.phase === "Released") await this.#api.remove(volumes, metadata);
  }
}
