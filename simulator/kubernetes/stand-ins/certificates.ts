/** Issues what cert-manager's Certificates ask for, from the simulator's own authority, and issues it again when it is lost. */
import type { CertificateAuthority } from "../../certificates.ts";
import type { Api } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import type { KubernetesObject, Secret } from "../api/model.ts";
import { type Resource, secrets } from "../api/resources.ts";
import { inBackground } from "../background.ts";

interface Certificate extends KubernetesObject {
  readonly spec: {
    readonly secretName: string;
    readonly dnsNames?: readonly string[];
    readonly commonName?: string;
    readonly secretTemplate?: { readonly labels?: Readonly<Record<string, string>> };
  };
}

export const certificates: Resource<Certificate> = {
  apiVersion: "cert-manager.io/v1",
  kind: "Certificate",
  plural: "certificates",
  namespaced: true,
};

/** Where cert-manager notes which Certificate a Secret belongs to. */
const nameAnnotation = "cert-manager.io/certificate-name";
/** cert-manager's label for the Secrets that it looks after. */
const secretLabel = "controller.cert-manager.io/fao";

export class Certificates {
  readonly #api: Api;
  readonly #authority: CertificateAuthority;
  readonly #certificates: Mirror<Certificate>;
  readonly #secrets: Mirror<Secret>;

  constructor(api: Api, authority: CertificateAuthority) {
    this.#api = api;
    this.#authority = authority;
    this.#certificates = new Mirror(api, certificates);
    this.#secrets = new Mirror(api, secrets, { labels: `${secretLabel}=true` });
  }

  async start(): Promise<void> {
    await this.#secrets.start();
    this.#certificates.on("changed", (certificate) => this.#consider(certificate));
    this.#secrets.on("gone", ({ metadata }) => this.#lost(metadata.namespace, metadata.annotations?.[nameAnnotation]));
    await this.#certificates.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#certificates.stop(), this.#secrets.stop()]);
  }

  #lost(namespace = "", name = ""): void {
    const certificate = this.#certificates.get(name, namespace);
    if (certificate) this.#consider(certificate);
  }

  #consider(certificate: Certificate): void {
    const { metadata, spec } = certificate;
    const known = this.#secrets.get(spec.secretName, metadata.namespace);
    const names = namesOf(certificate).join(",");
    if (known?.metadata.annotations?.["cert-manager.io/alt-names"] === names) return;
    inBackground(`certificate ${metadata.name}`, this.#issue(certificate, names));
  }

  async #issue(certificate: Certificate, names: string): Promise<void> {
    const { metadata, spec } = certificate;
    const { namespace, name } = metadata;
    const issued = await this.#authority.issue({ hosts: namesOf(certificate) });
    const secret = {
      apiVersion: "v1",
      kind: "Secret",
      type: "kubernetes.io/tls",
      metadata: {
        name: spec.secretName,
        ...(namespace ? { namespace } : {}),
        labels: { ...spec.secretTemplate?.labels, [secretLabel]: "true" },
        annotations: { [nameAnnotation]: name, "cert-manager.io/alt-names": names },
      },
      stringData: { "tls.crt": issued.certificate, "tls.key": issued.key, "ca.crt": this.#authority.certificate },
    };
    await this.#api.apply(secrets, secret, { fieldManager: "longshore-certificates", force: true });
    const now = new Date().toISOString();
    const ready = {
      type: "Ready",
      status: "True",
      reason: "Ready",
      message: "Certificate is up to date and has not expired",
    };
    const conditions = [{ ...ready, lastTransitionTime: now, observedGeneration: metadata.generation }];
    await this.#api.patch(certificates, metadata, { status: { conditions, revision: 1 } }, { subresource: "status" });
  }
}

const namesOf = ({ spec: { commonName, dnsNames = [] } }: Certificate): string[] => [
  ...new Set([...(commonName ? [commonName] : []), ...dnsNames]),
];
