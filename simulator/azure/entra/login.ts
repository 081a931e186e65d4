/** login.microsoftonline.com, as far as workloads and runners ask it: a token for a token. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { WhoIsWorkload } from "../../kubernetes/who-is.ts";
import type { World } from "../../world.ts";
import { parentId } from "../names.ts";
import { credentialType, identityType } from "../resources/identities.ts";
import { type EntraIssuer, exchangeAudience, InvalidToken, runnerOf, tokenSeconds } from "./tokens.ts";

const host = "login.microsoftonline.com";

export interface LoginOptions {
  readonly world: World;
  readonly issuer: EntraIssuer;
  readonly whoIs: WhoIsWorkload;
}

/** A refusal with one of Entra's codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes (2026-11). */
class EntraError extends Error {
  override readonly name = "EntraError";
  readonly error: string;

  constructor(error: string, message: string) {
    super(message);
    this.error = error;
  }
}

export class Login {
  readonly #options: LoginOptions;

  constructor(options: LoginOptions) {
    this.#options = options;
  }

  serves(name: string): boolean {
    return name === host;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", `https://${host}`);
    const [, tenant = "", rest = ""] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
    if (rest === "discovery/instance") return send(response, 200, discovery(tenant));
    if (rest === "v2.0/.well-known/openid-configuration") return send(response, 200, configuration(tenant));
    if (request.method !== "POST" || !/^oauth2\/(v2\.0\/)?token$/.test(rest)) {
      return send(response, 404, { error: "not_found", error_description: `the simulator's Entra has no ${pathname}` });
    }
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    try {
      send(response, 200, await this.#token(tenant, form));
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      send(response, 401, { error: error.error, error_description: error.message });
    }
  }

  async #token(tenant: string, form: URLSearchParams) {
    const { issuer } = this.#options;
    const clientId = form.get("client_id") ?? "";
    const assertion = form.get("client_assertion");
    if (form.get("grant_type") !== "client_credentials" || !assertion) {
      throw new EntraError(
        "invalid_request",
        "AADSTS900144: The request body must contain the following parameter: 'client_assertion'.",
      );
    }
    const aud = audienceOf(form);
    const principal = this.#runner(assertion, clientId) ?? (await this.#workload(assertion, clientId));
    const content = {
      iss: `https://sts.windows.net/${tenant}/`,
      aud,
      tid: tenant,
      sub: principal.oid,
      appid: clientId,
      ...principal,
    };
    return {
      token_type: "Bearer",
      expires_in: tokenSeconds,
      ext_expires_in: tokenSeconds,
      access_token: issuer.issue(content, tokenSeconds),
    };
  }

  /** Whoever runs Pulumi. */
  #runner(assertion: string, clientId: string) {
    try {
      const { subscription } = this.#options.issuer.principalOf(assertion, [exchangeAudience]);
      if (subscription && runnerOf(subscription).clientId === clientId) return { oid: clientId, subscription };
    } catch (error) {
      if (!(error instanceof InvalidToken)) throw error;
    }
    return undefined;
  }

  /** A pod: its service account must be one that the identity's federated credentials name. */
  async #workload(assertion: string, clientId: string) {
    const { world, whoIs } = this.#options;
    const identity = world.all(identityType).find(({ outputs }) => outputs.clientId === clientId);
    if (!identity) {
      throw new EntraError(
        "unauthorized_client",
        `AADSTS700016: Application with identifier '${clientId}' was not found in the directory.`,
      );
    }
    const credentials = world.all(credentialType).filter(({ id }) => parentId(id) === identity.id);
    const audiences = [
      ...new Set(
        credentials.flatMap(({ inputs }) => (Array.isArray(inputs.audiences) ? inputs.audiences.map(String) : [])),
      ),
    ];
    for (const audience of audiences.length > 0 ? audiences : [exchangeAudience]) {
      const workload = await whoIs(assertion, audience);
      if (!workload) continue;
      if (credentials.some(({ inputs }) => inputs.issuer === workload.issuer && inputs.subject === workload.subject)) {
        return { oid: String(identity.outputs.principalId) };
      }
      throw new EntraError(
        "invalid_client",
        // https://github.com/Azure/login/issues/482 (2024-09).
        `AADSTS700213: No matching federated identity record found for presented assertion subject '${workload.subject}'.`,
      );
    }
    throw new EntraError("invalid_client", "AADSTS700027: The client assertion failed signature validation.");
  }
}

/** `scope=https://storage.azure.com/.default`, or the older `resource=https://storage.azure.com`. */
function audienceOf(form: URLSearchParams): string {
  const [scope = ""] = (form.get("scope") ?? "").split(" ");
  return (form.get("resource") ?? scope.replace(/\/\.default$/, "")).replace(/\/$/, "");
}

const configuration = (tenant: string) => ({
  issuer: `https://${host}/${tenant}/v2.0`,
  authorization_endpoint: `https://${host}/${tenant}/oauth2/v2.0/authorize`,
  token_endpoint: `https://${host}/${tenant}/oauth2/v2.0/token`,
  device_authorization_endpoint: `https://${host}/${tenant}/oauth2/v2.0/devicecode`,
});

const discovery = (tenant: string) => ({
  tenant_discovery_endpoint: `https://${host}/${tenant}/v2.0/.well-known/openid-configuration`,
  "api-version": "1.1",
  metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
});

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
