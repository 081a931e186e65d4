/** Reports cert-manager's issuers as ready: the account at the certificate authority is not simulated. */
import type { Api } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import type { Resource } from "../api/resources.ts";
import { type Reported, reportReady } from "./ready.ts";

const apiVersion = "cert-manager.io/v1";
export const issuers: Resource<Reported> = { apiVersion, kind: "Issuer", plural: "issuers", namespaced: true };
export const clusterIssuers: Resource<Reported> = {
  apiVersion,
  kind: "ClusterIssuer",
  plural: "clusterissuers",
  namespaced: false,
};

export class Issuers {
  readonly #api: Api;
  readonly #kind: Resource<Reported>;
  readonly #issuers: Mirror<Reported>;

  constructor(api: Api, kind: Resource<Reported>) {
    this.#api = api;
    this.#kind = kind;
    this.#issuers = new Mirror(api, kind);
  }

  start(): Promise<unknown> {
    this.#issuers.on("changed", (issuer) => reportReady(this.#api, this.#kind, issuer, "the authority"));
    return this.#issuers.start();
  }

  stop(): Promise<void> {
    return this.#issuers.stop();
  }
}
