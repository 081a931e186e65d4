/**
 * The way from a source to its replica. What the source sends takes as long as the lag that is set, so that rows which a
 * replica does not have yet are really not there: who promotes it then has lost them. A lag of the replica's own
 * (`recovery_min_apply_delay`) would lose nothing, because a promotion replays all that has arrived.
 */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { DelayLine } from "./delay-line.ts";

export interface RelayOptions {
  /** Socket that the replica connects to. */
  readonly socketFile: string;
  /** Socket of the source. */
  readonly sourceFile: string;
  /** Milliseconds that the log takes on its way. */
  readonly lag: () => number;
}

/** An open way; ending it loses what is on it. */
export interface Relay {
  /** The lag is another one now. */
  look(): void;
  close(): void;
}

export async function openRelay({ socketFile, sourceFile, lag }: RelayOptions): Promise<Relay> {
  const lines = new Map<Socket, DelayLine>();
  const server = createServer((replica) => {
    const source = connect(sourceFile);
    const line = new DelayLine(lag, (bytes) => replica.write(bytes));
    lines.set(replica, line);
    const end = () => {
      line.cut();
      lines.delete(replica);
      for (const side of [replica, source]) side.destroy();
    };
    for (const side of [replica, source]) side.on("error", end).on("close", end);
    replica.pipe(source);
    forward(source, replica, line);
  });
  await listen(server, socketFile);
  return {
    look: () => {
      for (const line of lines.values()) line.look();
    },
    close: () => {
      server.close();
      for (const replica of lines.keys()) replica.destroy();
    },
  };
}

/** Type bytes of what a server says: https://www.postgresql.org/docs/16/protocol-message-formats.html (read 2026-11-22). */
const copyBothResponse = 0x57;
/** A type byte, then the length of itself and what follows. */
const headLength = 5;

/** Passes on how the two agree on what to send at once, and delays the log that follows. */
function forward(source: Socket, replica: Socket, line: DelayLine): void {
  let rest = Buffer.alloc(0);
  let streams = false;
  source.on("data", (bytes: Buffer) => {
    if (streams) return line.push(bytes);
    rest = Buffer.concat([rest, bytes]);
    while (!streams && rest.length >= headLength && rest.length > rest.readInt32BE(1)) {
      const length = rest.readInt32BE(1) + 1;
      streams = rest[0] === copyBothResponse;
      replica.write(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
    if (streams && rest.length > 0) line.push(rest);
  });
}

async function listen(server: Server, socketFile: string): Promise<void> {
  server.listen({ path: socketFile, writableAll: true, readableAll: true });
  await once(server, "listening");
}
