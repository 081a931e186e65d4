/** What listens in a load balancer's place: HTTPS with the certificate that the host's route names, as Traefik shows it. */
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { text } from "node:stream/consumers";
import { createSecureContext } from "node:tls";
import type { Certificate } from "../certificates.ts";
import type { Ask } from "./answers.ts";

/** Customers come by 443, which only root may listen on. */
export const applicationPort = 8443;

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface Front {
  readonly address: string;
  /** Of a host; nothing where no route or no Secret has one. */
  readonly certificate: (host: string) => Promise<Certificate | undefined>;
  readonly answer: (host: string, ask: Ask) => Promise<Reply>;
}

export async function openFront({ address, certificate, answer }: Front): Promise<Server> {
  const server = createServer(
    {
      minVersion: "TLSv1.2",
      SNICallback: (host, done) => {
        certificate(host).then(
          (found) => (found ? done(null, contextOf(found)) : done(new Error(`no certificate for ${host}`))),
          (error: Error) => done(error),
        );
      },
    },
    (request, response) => void serve(request, response, answer),
  );
  // A client that does not get a handshake is told so by its own side.
  server.on("tlsClientError", (_error, client) => client.destroy());
  server.listen(applicationPort, address);
  await once(server, "listening");
  return server;
}

const contextOf = ({ certificate, key }: Certificate) => createSecureContext({ cert: certificate, key });

async function serve(request: IncomingMessage, response: ServerResponse, answer: Front["answer"]): Promise<void> {
  request.on("error", () => response.destroy());
  try {
    const host = (request.headers.host ?? "").replace(/:\d+$/, "");
    const { pathname } = new URL(request.url ?? "/", "https://localhost");
    const body = await text(request);
    const { status, body: content } = await answer(host, { method: request.method ?? "GET", path: pathname, body });
    response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(content)}\n`);
  } catch (error) {
    // What a gateway says when its backend breaks off.
    response.writeHead(502).end(error instanceof Error ? error.message : String(error));
  }
}

/** Ends it with everything that is under way. */
export function closeFront(server: Server): void {
  server.closeAllConnections();
  server.close();
}
