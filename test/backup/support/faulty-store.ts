/**
 * Stands in front of an object store and passes every request on, save those that a test wants to go wrong. A fault strikes
 * at a request that is named, so that nothing depends on how fast anything is.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { listen } from "../../support/loopback.ts";

export interface Fault {
  readonly method: "GET" | "PUT" | "DELETE";
  /** Of the path with its bucket. */
  readonly path: RegExp;
  /** Which of these requests is the first that it strikes, counted from 1; default 1. */
  readonly nth?: number;
  /** How many it strikes; default all that follow. */
  readonly times?: number;
  readonly does: Ill;
}

export type Ill =
  /** Never answers. */
  | { readonly kind: "hold" }
  /** Answers as S3 does, with a status and a code of its own. */
  | { readonly kind: "refuse"; readonly status: number; readonly code: string }
  /** Breaks the connection off in the middle of the answer. */
  | { readonly kind: "cut" }
  /** Waits before it passes the request on. */
  | { readonly kind: "slow"; readonly milliseconds: number };

export interface Struck {
  /** Resolves when the first request is struck. */
  readonly first: Promise<void>;
  /** Requests that were struck. */
  readonly count: number;
}

export interface FaultyStore {
  /** Where it answers. */
  readonly host: string;
  /** Requests that came, `METHOD path`, in order. */
  readonly asked: readonly string[];
  /** One fault at a time. */
  strike(fault: Fault): Struck;
  /** No fault any more; what was held is broken off. */
  calm(): void;
  stop(): Promise<void>;
}

/** @param behind  host and port of the real store */
export async function startFaultyStore(behind: string): Promise<FaultyStore> {
  const asked: string[] = [];
  const held = new Set<ServerResponse>();
  let present: Strike | undefined;
  const server = createServer((incoming, response) => {
    const { method = "", url = "" } = incoming;
    asked.push(`${method} ${url}`);
    const ill = present?.meets(method, url);
    if (ill?.kind === "refuse") return refuse(incoming, response, ill.status, ill.code);
    if (ill?.kind === "hold") return void held.add(response);
    if (ill?.kind !== "slow") return pass(behind, incoming, response, ill?.kind === "cut");
    void pause(ill.milliseconds).then(() => pass(behind, incoming, response, false));
  });
  const port = await listen(server);
  const calm = () => {
    present = undefined;
    for (const response of held) response.destroy();
    held.clear();
  };
  return {
    host: `127.0.0.1:${port}`,
    asked,
    strike: (fault) => {
      present = new Strike(fault);
      return present;
    },
    calm,
    stop: async () => {
      calm();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

class Strike implements Struck {
  readonly first: Promise<void>;
  count = 0;
  readonly #fault: Fault;
  readonly #strike: () => void;
  #met = 0;

  constructor(fault: Fault) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#fault = fault;
    this.first = promise;
    this.#strike = resolve;
  }

  meets(method: string, url: string): Ill | undefined {
    const { nth = 1, times = Number.POSITIVE_INFINITY } = this.#fault;
    if (method !== this.#fault.method || !this.#fault.path.test(url)) return undefined;
    this.#met += 1;
    if (this.#met < nth || this.count >= times) return undefined;
    this.count += 1;
    this.#strike();
    return this.#fault.does;
  }
}

/** The whole request is read first, as S3 does before it answers. */
function refuse(incoming: IncomingMessage, response: ServerResponse, status: number, code: string): void {
  incoming.resume().once("end", () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
    response.writeHead(status, { "content-type": "application/xml" }).end(text);
  });
}

/** Headers stay as they are, because they are signed, the host's name among them. */
function pass(behind: string, incoming: IncomingMessage, response: ServerResponse, cut: boolean): void {
  const { method, url } = incoming;
  // The request to go on is answered here.
  const { expect: _, ...headers } = incoming.headers;
  const [host, port] = behind.split(":");
  const asked = request({ host, port, method, path: url, headers });
  asked.once("error", () => response.destroy());
  asked.once("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    if (!cut) return void answer.pipe(response);
    // The headers promise all of the answer; its first part is all that comes.
    answer.once("data", (part: Buffer) => response.write(part.subarray(0, part.length / 2), () => response.destroy()));
  });
  incoming.pipe(asked);
}
