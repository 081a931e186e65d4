/** Passes TCP connections from one address on to others. */
import { connect, createServer, type Server } from "node:net";

export interface Target {
  readonly address: string;
  readonly port: number;
}

/**
 * Listens until it is closed. Connections go to the targets in turn; without one they are ended at once, like those to a
 * Service that has no ready pod.
 */
export function forward(from: Target, targets: () => readonly Target[]): Server {
  let turn = 0;
  const server = createServer((client) => {
    const ready = targets();
    const target = ready[turn++ % ready.length];
    if (!target) {
      client.destroy();
      return;
    }
    const upstream = connect({ host: target.address, port: target.port });
    client.on("error", () => upstream.destroy());
    upstream.on("error", () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  server.on("error", ({ message }) => console.error(`a Service's address: ${message}`));
  return server.listen(from.port, from.address);
}
