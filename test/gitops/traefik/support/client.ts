/** A client that says exactly what it wants: any name, any path, any TLS, from any loopback address. */
import { type IncomingHttpHeaders, request as plain } from "node:http";
import { request as secure } from "node:https";
import type { Duplex } from "node:stream";
import type { SecureContextOptions } from "node:tls";
import { type Answer, answer } from "./pods.ts";

export interface RequestArgs {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Name in the TLS handshake; default: the host. Empty: none. */
  readonly serverName?: string;
  /** Address that the client comes from. */
  readonly from?: string;
  readonly tls?: SecureContextOptions;
}

export interface Response {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Of the pod that answered. */
  readonly answer: () => Answer;
}

export interface Entry {
  readonly port: number;
  /** Certificate authority of the tenants' certificates, PEM. */
  readonly ca: string;
}

/** @throws Error where no connection comes about */
export function ask({ port, ca }: Entry, host: string, args: RequestArgs = {}): Promise<Response> {
  const { path = "/", method = "GET", headers = {}, body, serverName = host, from = "127.0.0.2", tls } = args;
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path, method, localAddress: from, agent: false, ca, ...tls };
    const outgoing = secure({ ...options, servername: serverName, headers: { Host: host, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const parsed = () => answer.parse(JSON.parse(text));
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, answer: parsed });
      });
    });
    outgoing.on("error", reject).end(body);
  });
}

/** The same without TLS: where it is sent to. */
export function askPlainly(port: number, host: string, path: string): Promise<{ status: number; to: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path, agent: false, headers: { Host: host } };
    plain(options, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, to: response.headers.location ?? "" });
    })
      .on("error", reject)
      .end();
  });
}

export interface Socket {
  readonly headers: IncomingHttpHeaders;
  /** Sends a text and gives back what comes. */
  readonly echo: (text: string) => Promise<string>;
  readonly close: () => void;
}

/** Opens a websocket; @throws Error with the status where the other side opens none */
export function openSocket({ port, ca }: Entry, host: string, path: string): Promise<Socket> {
  const handshake = { "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13" };
  const headers = { Host: host, Connection: "Upgrade", Upgrade: "websocket", ...handshake };
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path, localAddress: "127.0.0.2", agent: false, ca, servername: host };
    secure({ ...options, headers })
      .on("upgrade", (response, socket) =>
        resolve({
          headers: response.headers,
          echo: (text) => echoed(socket, text),
          close: () => socket.destroy(),
        }),
      )
      .on("response", ({ statusCode }) => reject(new Error(`no websocket: ${statusCode}`)))
      .on("error", reject)
      .end();
  });
}

function echoed(socket: Duplex, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once("data", (data: Buffer) => resolve(data.toString())).once("error", reject);
    socket.write(text);
  });
}
