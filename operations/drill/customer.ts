/** A customer's way to a tenant: asks the name service for its host name, then the load balancer over TLS. */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { text } from "node:stream/consumers";
import { applicationPort } from "../../simulator/application/front.ts";
import type { Resolve } from "./names.ts";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface CustomerArgs {
  readonly hostname: string;
  readonly resolve: Resolve;
  /** File of the certificate authority that the customer trusts. */
  readonly caFile: string;
}

/** Milliseconds. */
const patienceMs = 5_000;

export class Customer {
  readonly hostname: string;
  readonly #resolve: Resolve;
  readonly #agent: Agent;

  constructor({ hostname, resolve, caFile }: CustomerArgs) {
    this.hostname = hostname;
    this.#resolve = resolve;
    this.#agent = new Agent({ keepAlive: true, ca: readFileSync(caFile) });
  }

  /** The address to which the name leads now. */
  address(): Promise<string> {
    return this.#resolve(this.hostname);
  }

  /** @throws Error where there is no name, no connection, no trusted certificate, or no answer in time */
  async ask(method: string, path: string, body?: unknown, timeoutMs = patienceMs): Promise<Answer> {
    const { hostname } = this;
    const host = await this.address();
    const payload = body === undefined ? "" : JSON.stringify(body);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const sent = request(
      {
        method,
        path,
        host,
        port: applicationPort,
        servername: hostname,
        agent: this.#agent,
        headers: { host: hostname, "content-length": Buffer.byteLength(payload) },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        const status = response.statusCode ?? 0;
        text(response).then((said) => resolve({ status, body: parsed(said) }), reject);
      },
    );
    sent.on("error", (error) => {
      reject(error.name === "AbortError" ? new Error(`no answer within ${timeoutMs / 1000} s`) : error);
    });
    sent.end(payload);
    return promise;
  }

  /**
   * @returns the answer's content
   * @throws Error with the platform's words where it is no success
   */
  async demand(method: string, path: string, body?: unknown, timeoutMs?: number): Promise<unknown> {
    const answer = await this.ask(method, path, body, timeoutMs);
    if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** What is no JSON stays text. */
function parsed(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return said;
  }
}
