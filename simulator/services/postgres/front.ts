/**
 * TLS for a PostgreSQL that was built without it. Clients ask for TLS in PostgreSQL's own words before they begin:
 * https://www.postgresql.org/docs/16/protocol-flow.html#PROTOCOL-FLOW-SSL (read 2026-11-22). The front answers them, ends
 * TLS and passes on what is inside; the server never sees plain text that its rules would have refused.
 */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";
import type { Certificate } from "../../certificates.ts";
import { passOn } from "../fronts.ts";
import { firstMessage, noEncryption } from "./messages.ts";

export interface PostgresFront {
  /** Where clients connect to. */
  readonly address: string;
  readonly port: number;
  readonly certificate: Certificate;
  /** Loopback address where the server itself listens, on the same port. */
  readonly behind: string;
  /** Whether plain text is refused. */
  readonly forcesTls: boolean;
}

export async function startPostgresFront(front: PostgresFront): Promise<Server> {
  const { address, port, certificate } = front;
  const secureContext = createSecureContext({
    cert: certificate.certificate,
    key: certificate.key,
    minVersion: "TLSv1.2",
  });
  const server = createServer((client) => {
    client.on("error", () => client.destroy());
    greet(client, front, () => new TLSSocket(client, { isServer: true, secureContext }));
  });
  server.listen(port, address);
  await once(server, "listening");
  return server;
}

/** Reads what a client says first, as often as it takes until it begins. */
function greet(client: Socket, front: PostgresFront, encrypt: () => TLSSocket): void {
  client.once("data", (bytes) => {
    const message = firstMessage(bytes);
    switch (message.kind) {
      case "gss":
        client.write("N");
        return greet(client, front, encrypt);
      case "tls": {
        client.write("S");
        const inside = encrypt();
        return passOn(inside, connect(front.port, front.behind));
      }
      case "start":
        if (front.forcesTls) {
          client.end(noEncryption({ ...message, address: client.remoteAddress ?? "" }));
          return;
        }
        client.unshift(bytes);
        return passOn(client, connect(front.port, front.behind));
      case "cancel":
        // It carries its own secret, and libpq sends it in plain text.
        client.unshift(bytes);
        return passOn(client, connect(front.port, front.behind));
      case "unknown":
        client.destroy();
    }
  });
}
