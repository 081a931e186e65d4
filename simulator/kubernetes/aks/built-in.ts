/** What every AKS cluster holds from the start: storage classes, and the roles of Azure RBAC as groups. */
import type { Api, Manifest } from "../api/api.ts";
import { type Resource, storageClasses } from "../api/resources.ts";
import { groupOf, roles } from "./access.ts";

/** https://learn.microsoft.com/azure/aks/azure-csi-disk-storage-provision (2026-11). */
export const diskDriver = "disk.csi.azure.com";

const classes: Readonly<Record<string, string>> = {
  default: "StandardSSD_ZRS",
  "managed-csi": "StandardSSD_ZRS",
  "managed-csi-premium": "Premium_ZRS",
};

const bindings: Resource = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  plural: "clusterrolebindings",
  namespaced: false,
};
const written = { fieldManager: "longshore-aks", force: true };

export class BuiltIn {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async start(): Promise<void> {
    await Promise.all([
      ...Object.entries(classes).map(([name, sku]) =>
        this.#api.apply(storageClasses, storageClass(name, sku), written),
      ),
      ...Object.values(roles).map((role) => this.#api.apply(bindings, binding(role), written)),
    ]);
  }

  async stop(): Promise<void> {}
}

const storageClass = (name: string, skuName: string): Manifest => ({
  apiVersion: storageClasses.apiVersion,
  kind: storageClasses.kind,
  metadata: {
    name,
    ...(name === "default" ? { annotations: { "storageclass.kubernetes.io/is-default-class": "true" } } : {}),
  },
  provisioner: diskDriver,
  parameters: { skuName },
  reclaimPolicy: "Delete",
  allowVolumeExpansion: true,
  volumeBindingMode: "WaitForFirstConsumer",
});

const binding = (role: string): Manifest => ({
  apiVersion: bindings.apiVersion,
  kind: bindings.kind,
  metadata: { name: groupOf(role) },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: groupOf(role) }],
});
