/** A name service on loopback that knows one TXT record, or that there is none. */
import { createSocket } from "node:dgram";
import { once } from "node:events";

export interface NameService {
  /** Makes a process of Node ask here instead of its system's resolver. */
  readonly environment: { readonly NODE_OPTIONS: string };
  /** Values of the record from now on; with none there is no such record. */
  say(values: readonly string[]): void;
  stop(): Promise<void>;
}

export async function startNameService(first: readonly string[]): Promise<NameService> {
  let values = first;
  const socket = createSocket("udp4", (query, { port, address }) => {
    socket.send(answer(query, values), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const script = `import { setServers } from "node:dns"; setServers(["127.0.0.1:${socket.address().port}"]);`;
  return {
    environment: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` },
    say: (next) => {
      values = next;
    },
    stop: async () => {
      socket.close();
      await once(socket, "close");
    },
  };
}

/** RFC 1035, section 4: the header and the question come back, and each value is a record that points to the question's name. */
function answer(query: Buffer, values: readonly string[]): Buffer {
  const question = query.subarray(12, query.indexOf(0, 12) + 5);
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  // An answer with authority; where there is none, no such name.
  header.writeUInt16BE(values.length > 0 ? 0x8400 : 0x8403, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(values.length, 6);
  const records = values.map((value) => {
    const record = Buffer.alloc(13 + value.length);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(16, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(value.length + 1, 10);
    record.writeUInt8(value.length, 12);
    record.write(value, 13);
    return record;
  });
  return Buffer.concat([header, question, ...records]);
}
