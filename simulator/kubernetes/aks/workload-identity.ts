/**
 * What AKS's webhook for workload identity adds to a pod that asks for it:
 * https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html (2026-11).
 */
import { exchangeAudience } from "../../azure/entra/tokens.ts";
import type { Api } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import type { KubernetesObject, Pod } from "../api/model.ts";
import { serviceAccounts } from "../api/resources.ts";
import { withIdentityToken } from "../identity-token.ts";

const domain = "azure.workload.identity";
const token = {
  volume: "azure-identity-token",
  folder: "/var/run/secrets/azure/tokens",
  path: "azure-identity-token",
  audience: exchangeAudience,
  seconds: 3600,
} as const;

export class WorkloadIdentity {
  readonly #accounts: Mirror<KubernetesObject>;
  readonly #tenant: string;

  /** @param tenant  of the cluster, for accounts that name none */
  constructor(api: Api, tenant: string) {
    this.#accounts = new Mirror(api, serviceAccounts);
    this.#tenant = tenant;
  }

  async start(): Promise<void> {
    await this.#accounts.start();
  }

  stop(): Promise<void> {
    return this.#accounts.stop();
  }

  /**
   * The pod with a token and the variables by which Azure's SDKs find it. AKS does this when the pod is made; here the
   * kubelet does it when it takes the pod on.
   */
  admit(pod: Pod): Pod {
    const { metadata, spec } = pod;
    if (metadata.labels?.[`${domain}/use`] !== "true") return pod;
    const account = this.#accounts.get(spec.serviceAccountName ?? "default", metadata.namespace);
    const { [`${domain}/client-id`]: client = "", [`${domain}/tenant-id`]: tenant = this.#tenant } =
      account?.metadata.annotations ?? {};
    return withIdentityToken(pod, token, [
      { name: "AZURE_CLIENT_ID", value: client },
      { name: "AZURE_TENANT_ID", value: tenant },
      { name: "AZURE_FEDERATED_TOKEN_FILE", value: `${token.folder}/${token.path}` },
      { name: "AZURE_AUTHORITY_HOST", value: "https://login.microsoftonline.com/" },
    ]);
  }
}
