/**
 * `management.azure.com`: the few things that `longshore` itself asks of Azure's management API, beside Pulumi, whose
 * own calls end in its provider: https://learn.microsoft.com/rest/api/resources/resources/list,
 * https://learn.microsoft.com/rest/api/authorization/permissions and
 * https://learn.microsoft.com/rest/api/storagerp/object-replication-policies (2026-11).
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import * as z from "zod";
import type { SimulatedResource, World } from "../world.ts";
import { type EntraIssuer, InvalidToken, type Principal } from "./entra/tokens.ts";
import { replicationType } from "./resources/storage/policies.ts";

const host = "management.azure.com";
const metrics = "providers/Microsoft.Insights/metrics";
const tags = z.record(z.string(), z.string());

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export class Management {
  readonly #world: World;
  readonly #issuer: EntraIssuer;
  readonly #lagOf: (resource: SimulatedResource) => Promise<number | undefined>;

  /** @param lagOf  seconds that a database is behind the one that it follows; nothing for one that follows none */
  constructor(world: World, issuer: EntraIssuer, lagOf: (resource: SimulatedResource) => Promise<number | undefined>) {
    this.#world = world;
    this.#issuer = issuer;
    this.#lagOf = lagOf;
  }

  serves(name: string): boolean {
    return name === host;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    const { status, body } = await this.#read(request);
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(body === undefined ? "" : JSON.stringify(body));
  }

  async #read({ method, url = "/", headers }: IncomingMessage): Promise<Answer> {
    const { pathname, searchParams } = new URL(url, `https://${host}`);
    const principal = this.#principal(headers.authorization);
    if (!principal) return refuse(401, "InvalidAuthenticationToken", "The access token is invalid.");
    const [, subscription = "", rest = ""] = /^\/subscriptions\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
    if (principal.subscription !== subscription)
      return refuse(403, "AuthorizationFailed", `the client has no role in subscription ${subscription}`);
    if (method === "GET" && rest === "resources") return this.#tagged(subscription, searchParams.get("$filter") ?? "");
    // Whoever runs Pulumi is Owner.
    if (method === "GET" && rest === "providers/Microsoft.Authorization/permissions")
      return { status: 200, body: { value: [{ actions: ["*"], notActions: [] }] } };
    if (method === "GET" && rest.endsWith(`/${metrics}`)) return this.#lag(pathname.slice(0, -metrics.length - 1));
    if (method === "GET" && rest.endsWith("/objectReplicationPolicies")) return this.#copyOrders(pathname);
    if (method === "DELETE" && /\/objectReplicationPolicies\/[^/]+$/.test(rest)) return this.#withdraw(pathname);
    return refuse(501, "NotImplemented", `the simulator has no ${method} ${pathname}`);
  }

  /** https://learn.microsoft.com/rest/api/monitor/metrics/list (2026-11): a server that follows none has no values. */
  async #lag(id: string): Promise<Answer> {
    const found = this.#world.all("azure-native:dbforpostgresql:Server").find((each) => each.id === id);
    const minimum = found && (await this.#lagOf(found));
    const data = [{ timeStamp: new Date().toISOString(), ...(minimum === undefined ? {} : { minimum }) }];
    return { status: 200, body: { value: [{ timeseries: [{ data }] }] } };
  }

  #copyOrders(list: string): Answer {
    const found = this.#world.all(replicationType).filter(({ id }) => id.startsWith(`${list}/`));
    return { status: 200, body: { value: found.map(({ id, inputs }) => ({ id, properties: inputs })) } };
  }

  #withdraw(id: string): Answer {
    const found = this.#world.find(replicationType, id);
    if (found) this.#world.remove(found);
    return { status: found ? 200 : 204, body: undefined };
  }

  #tagged(subscription: string, filter: string): Answer {
    const [, name = "", value = ""] = /^tagName eq '([^']*)' and tagValue eq '([^']*)'$/.exec(filter) ?? [];
    const mine = this.#world.list().filter((each) => each.account === subscription && each.id.includes("/providers/"));
    const found = mine.filter((each) => tagsOf(each)[name] === value);
    return { status: 200, body: { value: found.map(({ id }) => ({ id })) } };
  }

  #principal(header: string | undefined): Principal | undefined {
    const [, token = ""] = /^Bearer (.+)$/i.exec(header ?? "") ?? [];
    try {
      return token ? this.#issuer.principalOf(token, [`https://${host}`]) : undefined;
    } catch (error) {
      if (error instanceof InvalidToken) return undefined;
      throw error;
    }
  }
}

function tagsOf({ inputs }: SimulatedResource): Readonly<Record<string, string>> {
  const found = tags.safeParse(inputs.tags);
  return found.success ? found.data : {};
}

const refuse = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
});
