/** The little of SOCKS 5 that a client needs who wants an IPv4 address (https://www.rfc-editor.org/rfc/rfc1928). */
import { once } from "node:events";
import type { Socket } from "node:net";

/** Says yes to whatever the client wants to be connected to; @returns that */
export async function socksTarget(socket: Socket): Promise<{ readonly pod: string; readonly port: number }> {
  const [, methods = 0] = await take(socket, 2);
  await take(socket, methods);
  socket.write(Buffer.from([5, 0]));
  const [, , , kind] = await take(socket, 4);
  if (kind !== 1) throw new Error(`found address of kind ${kind}; fits 1, IPv4`);
  const pod = (await take(socket, 4)).join(".");
  const port = (await take(socket, 2)).readUInt16BE();
  socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
  return { pod, port };
}

/** The next so many bytes, and none of what follows. */
async function take(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes: unknown = socket.read(count);
    if (bytes instanceof Buffer) return bytes;
    await once(socket, "readable");
  }
}
