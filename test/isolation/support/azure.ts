/** Azure as a tenant's pod meets it: a token by workload identity, then requests with it. */
import * as z from "zod";
import { type Answer, clouds, tokenOf } from "./clouds.ts";

const directory = "9f1c6a52-7d3e-4b8a-9c05-2e4f6a8b0d13";
const granted = z.object({ access_token: z.string() });

export interface AzureCaller {
  /** @param path  container, blob and query */
  blob(
    method: string,
    account: string,
    path: string,
    more?: { readonly headers?: Headers; readonly body?: string },
  ): Promise<Answer>;
  /** @param path  for example `secrets/name` */
  vault(vault: string, path: string): Promise<Answer>;
}
type Headers = Readonly<Record<string, string>>;

/**
 * A pod that asks for an identity with its service account's token.
 * @param client  client id of the identity
 * @throws Error with what Entra says, where the identity does not know the service account
 */
export const azurePod = (namespace: string, serviceAccount: string, client: string): Promise<AzureCaller> =>
  azureCaller(tokenOf(namespace, serviceAccount), client);

/** The same with a token that any cluster has signed. */
export async function azureCaller(assertion: string, client: string): Promise<AzureCaller> {
  const token = async (scope: string) => {
    const { curl } = await clouds();
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: client,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion,
      scope: `${scope}/.default`,
    });
    const url = `https://login.microsoftonline.com/${directory}/oauth2/v2.0/token`;
    const { status, text } = await curl(["--data-binary", `${form}`, url]);
    if (status !== 200) throw new Error(text);
    return granted.parse(JSON.parse(text)).access_token;
  };
  const tokens = { blob: await token("https://storage.azure.com"), vault: await token("https://vault.azure.net") };
  const send = async (bearer: string, url: string, headers: Headers, args: readonly string[]) => {
    const { curl } = await clouds();
    const all = { authorization: `Bearer ${bearer}`, ...headers };
    return curl([...Object.entries(all).flatMap(([name, value]) => ["--header", `${name}: ${value}`]), ...args, url]);
  };
  return {
    blob: (method, account, path, { headers = {}, body } = {}) =>
      send(
        tokens.blob,
        `https://${account}.blob.core.windows.net/${path}`,
        { "x-ms-version": "2024-11-04", ...(method === "PUT" ? { "x-ms-blob-type": "BlockBlob" } : {}), ...headers },
        ["--request", method, ...(body === undefined ? [] : ["--data-binary", body])],
      ),
    vault: (vault, path) => send(tokens.vault, `https://${vault}.vault.azure.net/${path}?api-version=7.4`, {}, []),
  };
}
