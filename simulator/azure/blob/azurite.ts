/**
 * The blobs of one region: an Azurite process on loopback. It knows one account and trusts one key, which the gateway in
 * front of it holds; accounts, identities and old versions are the gateway's business.
 */
import { createHash, createHmac, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { SimulatorPaths } from "../../paths.ts";
import type { ProcessDefinition } from "../../supervisor.ts";

const account = "longshore";
const port = 10_000;
/** Version of the blob service that the signature below is written for. */
const version = "2020-12-06";
/** Far enough for any simulator: it is the process that ends. */
const until = "2099-01-01T00:00:00Z";

/** A request as the gateway hands it on. */
export interface BlobRequest {
  readonly method: string;
  /** A container of Azurite's own, see {@link containerName}. */
  readonly container: string;
  /** Blob with its leading slash, as it stood in the request line, or empty. */
  readonly blob: string;
  readonly query?: URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Where Azurite keeps a container of an account; names of both together would be too long. */
export function containerName(
  accountName: string,
  container: string,
  kind: "current" | "versions" = "current",
): string {
  return `c${createHash("sha256").update([accountName, container, kind].join("|")).digest("hex").slice(0, 40)}`;
}

export class Azurite {
  readonly region: string;
  readonly #address: string;
  readonly #folder: string;
  readonly #key: string;
  readonly #agent = new Agent({ keepAlive: true });

  /** @param address  loopback address that nobody else uses */
  constructor(region: string, address: string, paths: SimulatorPaths) {
    this.region = region;
    this.#address = address;
    this.#folder = join(paths.data, "blobs", region);
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const file = join(this.#folder, "account.key");
    if (!existsSync(file)) writeFileSync(file, randomBytes(64).toString("base64"), { mode: 0o600 });
    this.#key = readFileSync(file, "utf8");
  }

  /** What process to supervise. */
  definition(): ProcessDefinition {
    const program = createRequire(import.meta.url).resolve("azurite/dist/src/blob/main.js");
    const where = ["--blobHost", this.#address, "--blobPort", String(port), "--location", this.#folder];
    // "Loose": headers that it does not know are not its business.
    const manners = ["--loose", "--skipApiVersionCheck", "--disableProductStyleUrl", "--disableTelemetry", "--silent"];
    return {
      name: `blobs-${this.region}`,
      command: process.execPath,
      args: [program, ...where, ...manners],
      env: { AZURITE_ACCOUNTS: `${account}:${this.#key}`, NODE_OPTIONS: "" },
      cwd: this.#folder,
      ready: async () =>
        (await this.call({ method: "GET", container: "", blob: "", query: new URLSearchParams("comp=list") }))
          .status === 200,
    };
  }

  /** Opens a request; the caller writes the body and ends it. */
  open({ method, container, blob, query, headers = {} }: BlobRequest): ClientRequest {
    return request({
      host: this.#address,
      port,
      agent: this.#agent,
      method,
      path: this.#path(container, blob, query),
      headers: { "x-ms-version": version, ...headers },
    });
  }

  /** One request without a body; resolves with the answer, its body read. */
  async call(wanted: BlobRequest): Promise<{ status: number; headers: IncomingMessage["headers"]; text: string }> {
    const outgoing = this.open({ ...wanted, headers: { "content-length": "0", ...wanted.headers } });
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once("response", resolve).once("error", reject).end();
    });
    const text = Buffer.concat(await answer.toArray()).toString();
    return { status: answer.statusCode ?? 0, headers: answer.headers, text };
  }

  /** Where a blob is for Azurite itself, to be copied from. */
  sourceOf(container: string, blob: string): string {
    return `http://${this.#address}:${port}${this.#path(container, blob)}`;
  }

  close(): void {
    this.#agent.destroy();
  }

  #path(container: string, blob: string, query = new URLSearchParams()): string {
    const all = new URLSearchParams([...query, ...this.#signature()]);
    return `/${account}${container ? `/${container}` : ""}${blob}?${all}`;
  }

  /** A shared access signature for everything: https://learn.microsoft.com/rest/api/storageservices/create-account-sas (2026-11). */
  #signature(): [string, string][] {
    const [permissions, services, types] = ["rwdxylacupfti", "b", "sco"];
    const text = [account, permissions, services, types, "", until, "", "https,http", version, "", ""].join("\n");
    const signature = createHmac("sha256", Buffer.from(this.#key, "base64")).update(text).digest("base64");
    return Object.entries({
      sv: version,
      ss: services,
      srt: types,
      sp: permissions,
      se: until,
      spr: "https,http",
      sig: signature,
    });
  }
}
