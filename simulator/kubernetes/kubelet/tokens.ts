/** Tokens of a pod's service account, from the API server. */
import type { Api } from "../api/api.ts";
import type { Pod } from "../api/model.ts";
import type { TokenWish } from "./volume-files.ts";

export interface Token {
  readonly token: string;
  readonly expires: Date;
}

interface TokenRequest {
  readonly status: { readonly token: string; readonly expirationTimestamp: string };
}

/** The token ends with the pod that it is bound to. */
export async function requestToken(api: Api, { metadata, spec }: Pod, wish: TokenWish): Promise<Token> {
  const { namespace = "default", name, uid } = metadata;
  const account = spec.serviceAccountName ?? "default";
  const { status } = await api.connection.json<TokenRequest>({
    method: "POST",
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`,
    body: {
      apiVersion: "authentication.k8s.io/v1",
      kind: "TokenRequest",
      spec: {
        audiences: wish.audience ? [wish.audience] : [],
        expirationSeconds: wish.expirationSeconds,
        boundObjectRef: { apiVersion: "v1", kind: "Pod", name, uid },
      },
    },
  });
  return { token: status.token, expires: new Date(status.expirationTimestamp) };
}
