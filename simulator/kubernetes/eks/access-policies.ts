/** Gives access policies their effect in the namespaces that they are scoped to, whenever one of either appears. */
import type { SimulatedResource, World } from "../../world.ts";
import type { Api } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import type { KubernetesObject } from "../api/model.ts";
import { namespaces, type Resource } from "../api/resources.ts";
import { inBackground } from "../background.ts";
import { associations, type EksCluster, policyName } from "./access.ts";
import { clusterWide, inNamespace, matches } from "./policies.ts";

const rbac = "rbac.authorization.k8s.io/v1";
const kinds: Readonly<Record<string, Resource>> = {
  ClusterRole: { apiVersion: rbac, kind: "ClusterRole", plural: "clusterroles", namespaced: false },
  ClusterRoleBinding: {
    apiVersion: rbac,
    kind: "ClusterRoleBinding",
    plural: "clusterrolebindings",
    namespaced: false,
  },
};
const roleBindings: Resource = { apiVersion: rbac, kind: "RoleBinding", plural: "rolebindings", namespaced: true };
const written = { fieldManager: "longshore-eks", force: true };

export class AccessPolicies {
  readonly #api: Api;
  readonly #world: World;
  readonly #cluster: EksCluster;
  readonly #namespaces: Mirror<KubernetesObject>;
  readonly #associated = ({ type }: SimulatedResource) => {
    if (type.startsWith("aws:eks/accessPolicyAssociation:")) this.#bindEverywhere();
  };

  constructor(api: Api, world: World, cluster: EksCluster) {
    this.#api = api;
    this.#world = world;
    this.#cluster = cluster;
    this.#namespaces = new Mirror(api, namespaces);
  }

  async start(): Promise<void> {
    await Promise.all(
      clusterWide().map(async (object) => {
        const resource = kinds[object.kind ?? ""];
        if (resource) await this.#api.apply(resource, object, written);
      }),
    );
    this.#world.on("put", this.#associated);
    this.#namespaces.on("changed", ({ metadata }) => this.#bind(metadata.name));
    await this.#namespaces.start();
  }

  async stop(): Promise<void> {
    this.#world.off("put", this.#associated);
    await this.#namespaces.stop();
  }

  #bindEverywhere(): void {
    for (const { metadata } of this.#namespaces.all()) this.#bind(metadata.name);
  }

  #bind(namespace: string): void {
    for (const { policyArn, accessScope } of associations(this.#world, this.#cluster)) {
      if (accessScope.type === "cluster") continue;
      for (const pattern of (accessScope.namespaces ?? []).filter((candidate) => matches(candidate, namespace))) {
        const binding = inNamespace(policyName(policyArn), pattern, namespace);
        inBackground(`access policy in ${namespace}`, this.#api.apply(roleBindings, binding, written));
      }
    }
  }
}
