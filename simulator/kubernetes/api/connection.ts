/** One user's way to one API server: HTTPS requests with JSON in and out, and nothing of Kubernetes' own rules. */

import type { IncomingMessage } from "node:http";
import { Agent, type RequestOptions, request as send } from "node:https";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";

/** How often a busy server is asked, as Kubernetes' own clients do. */
const busyAttempts = 10;

export interface ConnectionArgs {
  /** `https://<address>:<port>`. */
  readonly server: string;
  /** Name in the server's certificate, where it differs from the address. */
  readonly serverName?: string;
  /** Certificate authority of the server, PEM. */
  readonly ca: string;
  /** The user's client certificate, PEM. */
  readonly client?: { readonly certificate: string; readonly key: string };
  /** Environment whose `HTTPS_PROXY` and `NO_PROXY` lead to the server; default: straight there. */
  readonly proxies?: NodeJS.ProcessEnv;
  /** The user's bearer token, asked for on every request because tokens expire. */
  readonly token?: () => Promise<string>;
}

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** Default `application/json`; patches name their own. */
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

/** What the API server refused, with its own text. */
export class ApiError extends Error {
  /** HTTP status. */
  readonly code: number;
  /** Kubernetes' word for it, for example `AlreadyExists`. */
  readonly reason: string;

  constructor(code: number, reason: string, message: string) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.reason = reason;
  }
}

export class Connection {
  readonly server: string;
  readonly #args: ConnectionArgs;
  readonly #agent: Agent;

  constructor(args: ConnectionArgs) {
    this.server = args.server;
    this.#args = args;
    const { proxies } = args;
    this.#agent = new Agent({ keepAlive: true, maxFreeSockets: 8, ...(proxies ? { proxyEnv: proxies } : {}) });
  }

  /**
   * @throws ApiError with the server's text where it refuses
   */
  async json<T>(call: Call): Promise<T> {
    const response = await this.open(call);
    return JSON.parse(await text(response));
  }

  /** The response before its body is read: what a watch needs. */
  async open(call: Call): Promise<IncomingMessage> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.#send(call);
      const code = response.statusCode ?? 0;
      if (code < 400) return response;
      const body = await text(response);
      const seconds = Number(response.headers["retry-after"]);
      // The server is busy, or has just learned a new kind; it says when to come back.
      if (!(code === 429 && seconds > 0 && attempt < busyAttempts)) throw refusal(code, body);
      await pause(seconds * 1000, undefined, call.signal ? { signal: call.signal } : {});
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  async #send({ method, path, query = {}, body, contentType = "application/json", signal }: Call) {
    const { server, serverName, ca, client, token } = this.#args;
    const url = new URL(path, server);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const options: RequestOptions = {
      method,
      agent: this.#agent,
      ca,
      headers: {
        accept: "application/json",
        ...(payload === undefined ? {} : { "content-type": contentType, "content-length": Buffer.byteLength(payload) }),
        ...(token ? { authorization: `Bearer ${await token()}` } : {}),
      },
      ...(serverName ? { servername: serverName } : {}),
      ...(client ? { cert: client.certificate, key: client.key } : {}),
      ...(signal ? { signal } : {}),
    };
    return new Promise<IncomingMessage>((resolve, reject) => {
      send(url, options, resolve).on("error", reject).end(payload);
    });
  }
}

function refusal(code: number, body: string): ApiError {
  try {
    const status: { reason?: string; message?: string } = JSON.parse(body);
    return new ApiError(code, status.reason ?? "Unknown", status.message ?? body);
  } catch {
    return new ApiError(code, "Unknown", body.trim());
  }
}
