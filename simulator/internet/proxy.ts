/**
 * A forward proxy on loopback that pretends to be the internet: it takes `CONNECT host:443`, shows a certificate for that
 * host, and hands the request to whoever answers for it. Bodies flow through, nothing is held in memory.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import type { CertificateAuthority } from "../certificates.ts";

/** Answers a request for a host. @param secure  whether it came over TLS */
export type Answer = (request: IncomingMessage, response: ServerResponse, host: string, secure: boolean) => unknown;

/** What stands behind a host name: somebody who answers, a server of the simulator, or nothing. */
export type Route =
  | { readonly answer: Answer }
  /** With the port that stands for its 443, where it may not listen there. */
  | { readonly address: string; readonly https?: number }
  /** Why nobody answers, although somebody did before. */
  | { readonly down: string }
  | undefined;

export interface ProxyOptions {
  readonly authority: CertificateAuthority;
  readonly route: (host: string) => Route;
  /** Told about every request for a host that nobody answers for. */
  readonly refused: (host: string) => void;
}

export class ForwardProxy {
  readonly #options: ProxyOptions;
  /** Takes the connections of clients. */
  readonly #outer: Server;
  /** Speaks HTTP inside tunnels; it never listens. */
  readonly #inner: Server;
  readonly #hosts = new WeakMap<object, string>();
  readonly #contexts = new Map<string, Promise<SecureContext>>();
  readonly #sockets = new Set<Socket>();

  private constructor(options: ProxyOptions) {
    this.#options = options;
    // Uploads may take as long as they need.
    this.#outer = createServer({ requestTimeout: 0, keepAliveTimeout: idleMs });
    this.#inner = createServer({ requestTimeout: 0, keepAliveTimeout: idleMs });
    this.#outer.on("connect", (request, socket: Socket, head) => this.#connect(request.url ?? "", socket, head));
    this.#outer.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
    // Who answers says "100 Continue", after having checked that the body is welcome.
    for (const event of ["request", "checkContinue"] as const) {
      this.#outer.on(event, (request: IncomingMessage, response: ServerResponse) => this.#plain(request, response));
      this.#inner.on(event, (request: IncomingMessage, response: ServerResponse) => this.#tunnelled(request, response));
    }
  }

  static async start(options: ProxyOptions): Promise<ForwardProxy> {
    const proxy = new ForwardProxy(options);
    proxy.#outer.listen(0, "127.0.0.1");
    await once(proxy.#outer, "listening");
    return proxy;
  }

  get url(): string {
    const address = this.#outer.address();
    const port = typeof address === "object" ? address?.port : undefined;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.#outer.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#outer, "close");
  }

  async #connect(authority: string, socket: Socket, head: Buffer): Promise<void> {
    socket.on("error", () => socket.destroy());
    const [, host = "", port = ""] = /^\[?([^\]]+?)\]?:(\d+)$/.exec(authority) ?? [];
    const route = this.#options.route(host);
    if (!route) {
      this.#options.refused(host);
      // Go's clients show the reason phrase, and nothing else, of a proxy that refuses.
      socket.end(`HTTP/1.1 502 ${noInternet(host)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    if ("down" in route) {
      socket.end(`HTTP/1.1 502 ${route.down}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    if ("address" in route) return tunnel(socket, head, connect(portOf(route, Number(port)), route.address));
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    const first = head.length > 0 ? head : await firstBytes(socket);
    if (!first) return;
    socket.unshift(first);
    const inside = first[0] === tlsHandshake ? await this.#secured(socket, host) : socket;
    this.#hosts.set(inside, host);
    this.#inner.emit("connection", inside);
  }

  async #secured(socket: Socket, host: string): Promise<TLSSocket> {
    const secureContext = await this.#contextOf(host);
    return new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ["http/1.1"] });
  }

  /** A request inside a tunnel. Some clients tunnel plain HTTP as well. */
  #tunnelled(request: IncomingMessage, response: ServerResponse): void {
    const host = this.#hosts.get(request.socket) ?? "";
    const route = this.#options.route(host);
    const secure = request.socket instanceof TLSSocket;
    if (route && "answer" in route) run(route.answer, request, response, host, secure);
    else if (route && "down" in route) request.socket.destroy();
    else this.#refuse(response, host);
  }

  /** Plain HTTP through a proxy has the whole URL in its request line. */
  #plain(request: IncomingMessage, response: ServerResponse): void {
    const url = URL.parse(request.url ?? "");
    const host = url?.hostname ?? "";
    const route = this.#options.route(host);
    if (url && route && "answer" in route) {
      request.url = `${url.pathname}${url.search}`;
      run(route.answer, request, response, host, false);
    } else if (route && "down" in route) request.socket.destroy();
    else this.#refuse(response, host);
  }

  #refuse(response: ServerResponse, host: string): void {
    this.#options.refused(host);
    response.writeHead(502, { "content-type": "text/plain" }).end(`${noInternet(host)}\n`);
  }

  #contextOf(host: string): Promise<SecureContext> {
    const known = this.#contexts.get(host);
    if (known) return known;
    const made = this.#options.authority
      .issue({ hosts: [host] })
      .then(({ certificate, key }) => createSecureContext({ cert: certificate, key }));
    this.#contexts.set(host, made);
    return made;
  }
}

/** Milliseconds that an idle connection is kept: longer than clients keep theirs, so that none is cut in mid-request. */
const idleMs = 120_000;

const portOf = ({ https }: { readonly https?: number }, asked: number) => (asked === 443 && https) || asked;

/** What a TLS connection starts with: https://www.rfc-editor.org/rfc/rfc8446#section-5.1 */
const tlsHandshake = 22;

const noInternet = (host: string) => `the simulator has no internet: ${host}`;

function run(answer: Answer, request: IncomingMessage, response: ServerResponse, host: string, secure: boolean): void {
  Promise.resolve(answer(request, response, host, secure)).catch((error) => {
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { "content-type": "text/plain" }).end(`the simulator failed: ${error}\n`);
  });
}

/** Nothing where the client leaves without a word. */
async function firstBytes(socket: Socket): Promise<Buffer | null> {
  await Promise.race([once(socket, "readable"), once(socket, "close")]);
  return socket.read();
}

function tunnel(client: Socket, head: Buffer, server: Socket): void {
  server.once("connect", () => {
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    server.write(head);
    client.pipe(server).pipe(client);
  });
  server.once("error", () => client.destroy());
  client.once("close", () => server.destroy());
}
