/**
 * What the routes lead to. Kubernetes takes no loopback address for a pod, so Traefik reaches these through a SOCKS proxy:
 * it says which pod and port it wants, and whoever is there answers with that and with all that came along.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer } from "node:net";
import type { Duplex } from "node:stream";
import * as z from "zod";
import { socksTarget } from "./socks.ts";

/** https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
const websocketMagic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** What a pod answers. */
export const answer = z.object({
  pod: z.string(),
  port: z.number(),
  path: z.string(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  bytes: z.number(),
});
export type Answer = Readonly<z.output<typeof answer>>;

export interface Pods {
  /** For `HTTP_PROXY`. */
  readonly proxy: string;
  /** Paths of requests that reached a pod since the last look. */
  readonly reached: () => readonly string[];
  /** Resolves once so many requests to `/hold` wait at a pod. */
  readonly held: (count: number) => Promise<void>;
  /** Answers those that wait. */
  readonly release: () => void;
  readonly stop: () => Promise<void>;
}

export async function startPods(): Promise<Pods> {
  let reached: string[] = [];
  const waiting: (() => void)[] = [];
  const targets = new WeakMap<Duplex, { readonly pod: string; readonly port: number }>();
  const targetOf = (socket: Duplex) => targets.get(socket) ?? { pod: "", port: 0 };

  const odoo = createHttpServer(async (request, response) => {
    const bytes = await sizeOf(request);
    reached.push(request.url ?? "");
    const { url: path = "", headers, socket } = request;
    const reply = (): void => respond(response, { ...targetOf(socket), path, headers, bytes });
    if (path !== "/hold") return reply();
    waiting.push(reply);
    odoo.emit("held");
  });
  odoo.on("upgrade", (request, socket) => {
    reached.push(request.url ?? "");
    const key = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${websocketMagic}`).digest("base64");
    const { pod, port } = targetOf(socket);
    const lines = [
      "Upgrade: websocket",
      "Connection: Upgrade",
      `Sec-WebSocket-Accept: ${key}`,
      `X-Pod: ${pod}:${port}`,
    ];
    socket.on("error", () => socket.destroy());
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
    socket.pipe(socket);
  });
  const open = new Set<Duplex>();
  const network = createServer(async (socket) => {
    open.add(socket.on("close", () => open.delete(socket)).on("error", () => socket.destroy()));
    targets.set(socket, await socksTarget(socket));
    odoo.emit("connection", socket);
  }).listen(0, "127.0.0.1");
  await once(network, "listening");
  const bound = network.address();
  if (bound === null || typeof bound === "string") throw new Error("the machine gave no port");

  return {
    proxy: `socks5://127.0.0.1:${bound.port}`,
    reached: () => {
      const paths = reached;
      reached = [];
      return paths;
    },
    held: async (count) => {
      while (waiting.length < count) await once(odoo, "held");
    },
    release: () => {
      for (const reply of waiting.splice(0)) reply();
    },
    stop: async () => {
      network.close();
      for (const socket of open) socket.destroy();
      await once(network, "close");
    },
  };
}

async function sizeOf(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of request) bytes += chunk.length;
  return bytes;
}

/** As Odoo's own server does, it says what it is. */
function respond(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "Content-Type": "application/json", Server: "Werkzeug/3.0.1 Python/3.12.3" });
  response.end(JSON.stringify(body));
}
