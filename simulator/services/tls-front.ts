/**
 * TLS in front of a server that speaks none itself: ends it on the server's real address and port and passes what is
 * inside on to the server's socket.
 */
import { once } from "node:events";
import { connect } from "node:net";
import { pipeline } from "node:stream";
import { createServer, type Server } from "node:tls";
import type { Certificate } from "../certificates.ts";

export interface Front {
  readonly address: string;
  readonly port: number;
  readonly certificate: Certificate;
  /** Unix socket of the server behind it. */
  readonly socketFile: string;
}

export async function startTlsFront({ address, port, certificate, socketFile }: Front): Promise<Server> {
  const options = { cert: certificate.certificate, key: certificate.key, minVersion: "TLSv1.2" } as const;
  const server = createServer(options, (client) => {
    const inside = connect(socketFile);
    // A side that breaks off after the other has ended has nobody left to tell.
    for (const side of [client, inside]) side.on("error", () => side.destroy());
    // Whichever side ends takes the other one with it.
    pipeline(client, inside, client, () => {});
  });
  // A client that speaks plain text, or none at all, is its own problem.
  server.on("tlsClientError", (_error, client) => client.destroy());
  server.listen(port, address);
  await once(server, "listening");
  return server;
}
