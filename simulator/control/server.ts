/** Answers on the daemon's socket. */
import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { type Command, commandSchema } from "./messages.ts";

/**
 * @param command  what is asked for
 * @param socket   the connection it came by; what is opened for it ends with it
 */
export type Handler = (command: Command, socket: Socket) => Promise<unknown>;

/** Listens on a socket that only its owner may open. */
export function serveControl(file: string, handle: Handler): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    // A caller that goes away before its answer is not worth a word.
    socket.on("error", () => socket.destroy());
    createInterface({ input: socket }).once("line", (line) => {
      reply(line, (command) => handle(command, socket)).then(({ text, stays }) => {
        if (stays) socket.write(text);
        else socket.end(text);
      });
    });
  });
  const mask = process.umask(0o077);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(file, () => {
      process.umask(mask);
      resolve(server);
    });
  });
}

async function reply(
  line: string,
  handle: (command: Command) => Promise<unknown>,
): Promise<{ text: string; stays: boolean }> {
  try {
    const command = commandSchema.parse(JSON.parse(line));
    const answer = await handle(command);
    return { text: `${JSON.stringify({ answer })}\n`, stays: command.command === "open" };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { text: `${JSON.stringify({ error: message })}\n`, stays: false };
  }
}
