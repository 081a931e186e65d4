/** Reports cert-manager's issuers as ready: the account at the certificate authority is not simulated. */
import type { Api } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import type { Condition, KubernetesObject } from "../api/model.ts";
import type { Resource } from "../api/resources.ts";
import { inBackground } from "../background.ts";

interface Issuer extends KubernetesObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

const apiVersion = "cert-manager.io/v1";
export const issuers: Resource<Issuer> = { apiVersion, kind: "Issuer", plural: "issuers", namespaced: true };
export const clusterIssuers: Resource<Issuer> = {
  apiVersion,
  kind: "ClusterIssuer",
  plural: "clusterissuers",
  namespaced: false,
};

export class Issuers {
  readonly #api: Api;
  readonly #kind: Resource<Issuer>;
  readonly #issuers: Mirror<Issuer>;

  constructor(api: Api, kind: Resource<Issuer>) {
    this.#api = api;
    this.#kind = kind;
    this.#issuers = new Mirror(api, kind);
  }

  start(): Promise<unknown> {
    this.#issuers.on("changed", (issuer) => this.#consider(issuer));
    return this.#issuers.start();
  }

  stop(): Promise<void> {
    return this.#issuers.stop();
  }

  #consider({ metadata, status }: Issuer): void {
    if (status?.conditions) return;
    const ready = {
      type: "Ready",
      status: "True",
      reason: "StandIn",
      message: "the simulator stands in for the authority",
    };
    const conditions = [
      { ...ready, lastTransitionTime: new Date().toISOString(), observedGeneration: metadata.generation },
    ];
    const written = this.#api.patch(this.#kind, metadata, { status: { conditions } }, { subresource: "status" });
    inBackground(`issuer ${metadata.name}`, written);
  }
}
