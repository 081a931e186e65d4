/**
 * `<account>.blob.core.windows.net`: establishes who asks, asks whether they may, and lets the bytes flow between the client
 * and the region's Azurite, without holding a body in memory.
 */
import { once } from "node:events";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { SimulatedResource, World } from "../../world.ts";
import type { EntraIssuer } from "../entra/tokens.ts";
import { accountType } from "../resources/storage/account.ts";
import { containerType } from "../resources/storage/containers.ts";
import { authorise, principalOf, refuseFromOutside } from "./authorise.ts";
import { type Azurite, containerName } from "./azurite.ts";
import { BlobError, sendError } from "./error.ts";
import { type Operation, readOperation } from "./operation.ts";
import type { BlobReplication } from "./replication.ts";
import type { BlobStores } from "./stores.ts";
import {
  isVersioned,
  keepVersion,
  lockedDays,
  locksVersions,
  refuseLocked,
  versionBlob,
  versionIdOf,
} from "./versions.ts";

const hostPattern = /^([a-z0-9]{3,24})\.(?:privatelink\.)?blob\.core\.windows\.net$/;

export class BlobGateway {
  readonly #world: World;
  readonly #issuer: EntraIssuer;
  readonly #stores: BlobStores;
  readonly #replication: BlobReplication;

  constructor(world: World, issuer: EntraIssuer, stores: BlobStores, replication: BlobReplication) {
    this.#world = world;
    this.#issuer = issuer;
    this.#stores = stores;
    this.#replication = replication;
  }

  serves(host: string): boolean {
    return hostPattern.test(host);
  }

  async answer(request: IncomingMessage, response: ServerResponse, host: string): Promise<void> {
    try {
      await this.#answer(request, response, hostPattern.exec(host)?.[1] ?? "");
    } catch (error) {
      if (response.headersSent || request.errored) response.destroy();
      else if (error instanceof BlobError) sendError(response, error, request.method === "HEAD");
      else throw error;
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
    const account = this.#world.all(accountType).find(({ outputs }) => outputs.name === name);
    if (!account) throw new BlobError(404, "ResourceNotFound", `The storage account ${name} does not exist.`);
    const { method = "GET", url = "/", headers } = request;
    const principal = principalOf(headers.authorization, account, this.#issuer);
    refuseFromOutside(this.#world, account);
    const operation = readOperation(method, url);
    if (!operation)
      throw new BlobError(501, "NotImplemented", `the simulator knows no ${method} ${url} of Blob storage`);
    authorise(this.#world, principal, account, operation);
    if (!operation.container) return listContainers(response, this.#containersOf(account));
    if (!this.#containersOf(account).includes(operation.container)) throw missingContainer(method, operation);
    if (method === "PUT" && !operation.blob)
      throw new BlobError(409, "ContainerAlreadyExists", "The specified container already exists.");
    if (method === "PUT" && this.#replication.isReadOnly(account, operation.container)) throw onlyCopies(operation);
    const azurite = await this.#stores.ready(account.region, name, operation.container);
    const place = await this.#place(azurite, account, operation, headers);
    const outgoing = azurite.open({ method, ...place, headers: forwarded(headers, azurite, name) });
    if (headers.expect === "100-continue") response.writeContinue();
    // A body that breaks off ends the outgoing request too, and shows up as its error.
    pipeline(request, outgoing).catch(() => {});
    const [answer]: IncomingMessage[] = await once(outgoing, "response");
    if (!answer) return;
    this.#record(account, operation, answer);
    await send(answer, response, {
      host: `${name}.blob.core.windows.net`,
      operation,
      versioned: isVersioned(this.#world, account),
    });
  }

  /** Tells the replication what a request has changed; its client has not heard of it yet. */
  #record(account: SimulatedResource, operation: Operation, { statusCode = 502, headers }: IncomingMessage): void {
    const { container, blob, query, overwrites, deletes } = operation;
    if (statusCode >= 300 || query.has("versionid")) return;
    if (overwrites) this.#replication.written(account, container, blob, headers);
    if (deletes) this.#replication.deleted(account, container, blob);
  }

  /** Where Azurite keeps what is asked for; what is about to go is kept as an old version first. */
  async #place(azurite: Azurite, account: SimulatedResource, operation: Operation, headers: IncomingHttpHeaders) {
    const { container, blob, query, overwrites, deletes } = operation;
    const name = String(account.outputs.name);
    const days = lockedDays(this.#world, account, container);
    const own = { container: containerName(name, container), blob, query };
    const wanted = query.get("versionid");
    if (wanted) {
      const rest = new URLSearchParams([...query].filter(([key]) => key !== "versionid"));
      if (deletes) refuseLocked(wanted, days);
      const current = await azurite.call({ ...own, method: "HEAD", query: new URLSearchParams() });
      if (current.status === 200 && versionIdOf(current.headers) === wanted) return { ...own, query: rest };
      return { container: containerName(name, container, "versions"), blob: versionBlob(blob, wanted), query: rest };
    }
    if ((overwrites && headers["if-none-match"] !== "*") || deletes) {
      if (isVersioned(this.#world, account)) await keepVersion(azurite, name, operation);
      else if (days !== undefined && !locksVersions(this.#world, account, container))
        await refuseCurrent(azurite, own, days);
    }
    return own;
  }

  #containersOf({ id }: SimulatedResource): readonly string[] {
    return this.#world
      .all(containerType)
      .filter((container) => container.id.startsWith(`${id}/`))
      .map(({ outputs }) => String(outputs.name));
  }
}

async function refuseCurrent(azurite: Azurite, own: { container: string; blob: string }, days: number): Promise<void> {
  const { status, headers } = await azurite.call({ container: own.container, blob: own.blob, method: "HEAD" });
  if (status === 200) refuseLocked(versionIdOf(headers), days);
}

/** https://learn.microsoft.com/azure/storage/blobs/object-replication-overview (2026-11) has the status; no text was found. */
const onlyCopies = ({ container }: Operation) =>
  new BlobError(409, "Conflict", `${container} is the destination of an object replication policy: only copies get in`);

function missingContainer(method: string, { container, blob }: Operation): BlobError {
  if (method === "PUT" && !blob)
    return new BlobError(403, "AuthorizationFailure", `containers are made by Pulumi: ${container} is not there`);
  return new BlobError(404, "ContainerNotFound", "The specified container does not exist.");
}

/** Headers that end here: those of this connection and of the caller's token, of what Azurite lacks, and empty ones. */
const ownHeaders =
  /^(authorization|connection|expect|host|keep-alive|proxy-.*|x-ms-immutability-policy-.*|x-ms-legal-hold|x-ms-encryption-.*)$/;

function forwarded(headers: IncomingHttpHeaders, azurite: Azurite, account: string): Record<string, string> {
  const kept = Object.entries(headers).filter(([name, value]) => value && !ownHeaders.test(name));
  const plain = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
  const source = plain["x-ms-copy-source"];
  if (!source) return plain;
  const [, container = "", blob = ""] =
    new RegExp(`^https://${account}\\.blob\\.core\\.windows\\.net/([^/]+)(/[^?]+)`).exec(source) ?? [];
  if (!container) throw new BlobError(501, "NotImplemented", "the simulator copies within one storage account only");
  return { ...plain, "x-ms-copy-source": azurite.sourceOf(containerName(account, container), blob) };
}

interface Sent {
  readonly host: string;
  readonly operation: Operation;
  readonly versioned: boolean;
}

async function send(
  answer: IncomingMessage,
  response: ServerResponse,
  { host, operation, versioned }: Sent,
): Promise<void> {
  const kept = Object.entries(answer.headers).filter(
    ([name]) => !["connection", "keep-alive", "server"].includes(name),
  );
  const headers = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
  const isBlob = operation.blob !== "" && answer.headers.etag && answer.headers["last-modified"];
  const version =
    versioned && isBlob && !operation.query.has("versionid") ? { "x-ms-version-id": versionIdOf(answer.headers) } : {};
  if (operation.suboperation === "Blob.List") {
    const text = Buffer.concat(await answer.toArray()).toString();
    // The root element names Azurite's own address and container.
    const body = text.replace(
      /ServiceEndpoint="[^"]*" ContainerName="[^"]*"/,
      `ServiceEndpoint="https://${host}/" ContainerName="${operation.container}"`,
    );
    const { "transfer-encoding": _chunks, ...others } = headers;
    response.writeHead(answer.statusCode ?? 502, { ...others, "content-length": Buffer.byteLength(body) });
    response.end(body);
    return;
  }
  response.writeHead(answer.statusCode ?? 502, { ...headers, ...version });
  await pipeline(answer, response);
}

function listContainers(response: ServerResponse, names: readonly string[]): void {
  const entries = names.map((name) => `<Container><Name>${name}</Name></Container>`).join("");
  const body = `<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Containers>${entries}</Containers><NextMarker/></EnumerationResults>`;
  response.writeHead(200, { "content-type": "application/xml", "content-length": Buffer.byteLength(body) }).end(body);
}
