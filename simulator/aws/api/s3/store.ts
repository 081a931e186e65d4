/**
 * The object store of one region: a `versitygw` process on a socket that only this user can open. It trusts one key, which
 * the gateway in front of it holds; identities and policies are the gateway's business.
 */
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, rmSync, statfsSync } from "node:fs";
import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import type { SimulatorPaths } from "../../../paths.ts";
import type { ProcessDefinition } from "../../../supervisor.ts";
import { authorization, emptyPayloadHash, sha256, signingTime } from "../signature.ts";

/** File systems known to keep extended attributes, by their magic number (Linux `statfs(2)`): ext, XFS, Btrfs. */
const withAttributes: readonly number[] = [0xef53, 0x58465342, 0x9123683e];

/** A request as the gateway hands it on. */
export interface StoreRequest {
  readonly method: string;
  /** Path style: `/bucket/key?query`. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

export class RegionStore {
  readonly region: string;
  readonly #data: string;
  readonly #socket: string;
  readonly #binary: string;
  readonly #secretAccessKey = randomBytes(30).toString("base64url");
  readonly #agent = new Agent({ keepAlive: true });

  constructor(region: string, paths: SimulatorPaths, binary: string) {
    this.region = region;
    this.#data = join(paths.data, "objects", region);
    this.#socket = join(paths.run, `s3-${region}.sock`);
    this.#binary = binary;
  }

  /** Makes the folders and says what process to supervise. */
  prepare(): ProcessDefinition {
    const objects = join(this.#data, "objects");
    const versions = join(this.#data, "versions");
    const metadata = join(this.#data, "metadata");
    for (const folder of [objects, versions, metadata]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    rmSync(this.#socket, { force: true });
    const sidecar = withAttributes.includes(statfsSync(objects).type) ? [] : ["--sidecar", metadata];
    return {
      name: `object-store-${this.region}`,
      command: this.#binary,
      args: ["posix", "--versioning-dir", versions, ...sidecar, objects],
      env: {
        ROOT_ACCESS_KEY_ID: accessKeyId,
        ROOT_SECRET_ACCESS_KEY: this.#secretAccessKey,
        VGW_PORT: this.#socket,
        VGW_SOCKET_PERM: "0600",
        VGW_REGION: this.region,
        VGW_HEALTH: "/health",
        VGW_KEEP_ALIVE: "true",
        VGW_QUIET: "true",
      },
      ready: () => this.#ready(),
    };
  }

  /** Opens a request; the caller writes the body and ends it. */
  open({ method, target, headers }: StoreRequest): ClientRequest {
    const time = signingTime(new Date());
    const payloadHash = headers["x-amz-content-sha256"] ?? emptyPayloadHash;
    const signed = { ...headers, host: "objects", "x-amz-date": time, "x-amz-content-sha256": payloadHash };
    // The store refuses a header of S3's own that the signature does not cover.
    const signedHeaders = Object.keys(signed).sort();
    const scope = { time, region: this.region, service: "s3", signedHeaders, payloadHash };
    const key = { accessKeyId, secretAccessKey: this.#secretAccessKey };
    const credentials = authorization({ method, target, headers: signed }, scope, key);
    return request({
      socketPath: this.#socket,
      agent: this.#agent,
      method,
      path: target,
      headers: { ...signed, authorization: credentials },
    });
  }

  /** One request with a small body; resolves with the answer's status and text. */
  async call(
    method: string,
    target: string,
    body = "",
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; text: string }> {
    const all = {
      ...headers,
      "x-amz-content-sha256": sha256(body),
      "content-length": String(Buffer.byteLength(body)),
      // Some operations insist on it.
      "content-md5": createHash("md5").update(body).digest("base64"),
    };
    const outgoing = this.open({ method, target, headers: all });
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once("response", resolve).once("error", reject).end(body);
    });
    const text = Buffer.concat(await answer.toArray()).toString();
    return { status: answer.statusCode ?? 0, text };
  }

  /** Takes a bucket and all that is in it away. */
  remove(bucket: string): void {
    for (const part of ["objects", "versions", "metadata"]) {
      rmSync(join(this.#data, part, bucket), { recursive: true, force: true });
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #ready(): Promise<boolean> {
    return new Promise((resolve) => {
      request({ socketPath: this.#socket, path: "/health" }, (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      })
        .once("error", () => resolve(false))
        .end();
    });
  }
}

const accessKeyId = "longshore";
