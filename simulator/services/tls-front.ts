/**
 * TLS in front of a server that speaks none itself: ends it on the server's real address and port and passes what is
 * inside on to the server's socket.
 */
import { once } from "node:events";
import { connect } from "node:net";
import { createServer, type Server } from "node:tls";
import type { Certificate } from "../certificates.ts";
import { passOn } from "./fronts.ts";

export interface Front {
  readonly address: string;
  readonly port: number;
  readonly certificate: Certificate;
  /** Unix socket of the server behind it. */
  readonly socketFile: string;
}

export async function startTlsFront({ address, port, certificate, socketFile }: Front): Promise<Server> {
  const options = { cert: certificate.certificate, key: certificate.key, minVersion: "TLSv1.2" } as const;
  const server = createServer(options, (client) => passOn(client, connect(socketFile)));
  // A client that speaks plain text, or none at all, is its own problem.
  server.on("tlsClientError", (_error, client) => client.destroy());
  server.listen(port, address);
  await once(server, "listening");
  return server;
}
