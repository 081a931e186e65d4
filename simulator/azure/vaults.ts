/** `<vault>.vault.azure.net`: hands secrets to whoever has a role for them. Keys never leave a vault, and none is asked for. */
import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import type { SimulatedResource, World } from "../world.ts";
import { type EntraIssuer, InvalidToken, type Principal, runnerOf } from "./entra/tokens.ts";
import { lastSegment, parentId } from "./names.ts";
import { isAllowed } from "./rbac/decide.ts";
import { secretType, versionOf } from "./resources/keyvault/content.ts";
import { vaultType } from "./resources/keyvault/vault.ts";

const hostPattern = /^([a-z0-9-]+)\.vault\.azure\.net$/;
const audience = "https://vault.azure.net";
const content = z.looseObject({ value: z.string().default(""), contentType: z.string().optional() });

/** Texts: https://learn.microsoft.com/azure/key-vault/general/rest-error-codes (2026-11). */
class VaultError extends Error {
  override readonly name = "VaultError";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export class Vaults {
  readonly #world: World;
  readonly #issuer: EntraIssuer;

  constructor(world: World, issuer: EntraIssuer) {
    this.#world = world;
    this.#issuer = issuer;
  }

  serves(host: string): boolean {
    return hostPattern.test(host);
  }

  async answer(request: IncomingMessage, response: ServerResponse, host: string): Promise<void> {
    request.resume();
    const name = hostPattern.exec(host)?.[1] ?? "";
    const vault = this.#world.all(vaultType).find(({ outputs }) => String(outputs.name).toLowerCase() === name);
    try {
      if (!vault) throw new VaultError(404, "VaultNotFound", `the vault ${name} does not exist`);
      send(response, 200, this.#read(vault, request));
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      // Clients ask without a token first, to be told where to get one.
      if (error.status === 401 && vault) {
        const where = `https://login.microsoftonline.com/${runnerOf(vault.account).tenant}`;
        response.setHeader("www-authenticate", `Bearer authorization="${where}", resource="${audience}"`);
      }
      send(response, error.status, { error: { code: error.code, message: error.message } });
    }
  }

  #read(vault: SimulatedResource, { method, url = "/", headers }: IncomingMessage): unknown {
    const principal = this.#principal(headers.authorization);
    const [, name = "", version = ""] = /^\/secrets(?:\/([^/?]+))?(?:\/([^/?]*))?(?:\?|$)/.exec(url) ?? [];
    if (method !== "GET" || !url.startsWith("/secrets"))
      throw new VaultError(501, "NotImplemented", `the simulator knows no ${method} ${url} of Key Vault`);
    const secrets = this.#world.all(secretType).filter(({ id }) => parentId(id) === vault.id);
    if (!name) {
      this.#require(principal, vault.id, "readMetadata/action");
      return {
        value: secrets.map(({ outputs }) => ({ id: uriOf(outputs), attributes: { enabled: true } })),
        nextLink: null,
      };
    }
    this.#require(principal, `${vault.id}/secrets/${name}`, "getSecret/action");
    const secret = secrets.find(({ id }) => lastSegment(id).toLowerCase() === name.toLowerCase());
    const properties = secret && content.parse(secret.inputs.properties);
    if (!secret || !properties || (version && version !== versionOf(properties)))
      throw new VaultError(
        404,
        "SecretNotFound",
        `A secret with (name/id) ${name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command.`,
      );
    const { value, contentType } = properties;
    return {
      value,
      contentType,
      id: `${uriOf(secret.outputs)}/${versionOf(properties)}`,
      attributes: { enabled: true },
      tags: secret.inputs.tags,
    };
  }

  #principal(header: string | undefined): Principal {
    const [, token] = /^Bearer (.+)$/i.exec(header ?? "") ?? [];
    if (!token) throw new VaultError(401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.");
    try {
      return this.#issuer.principalOf(token, [audience]);
    } catch (error) {
      if (!(error instanceof InvalidToken)) throw error;
      throw new VaultError(401, "Unauthorized", `AKV10022: Invalid audience or token: ${error.message}`);
    }
  }

  #require(principal: Principal, scope: string, action: string): void {
    const wish = {
      scope,
      action: `Microsoft.KeyVault/vaults/secrets/${action}`,
      isData: true,
      suboperation: undefined,
      attributes: {},
    };
    if (isAllowed(this.#world, principal, wish)) return;
    throw new VaultError(
      403,
      "Forbidden",
      `Caller is not authorized to perform action on resource. Action: '${wish.action}' Resource: '${scope}'`,
    );
  }
}

const uriOf = (outputs: Readonly<Record<string, unknown>>): string =>
  z.looseObject({ properties: z.looseObject({ secretUri: z.string() }) }).parse(outputs).properties.secretUri;

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
