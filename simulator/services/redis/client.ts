/** Just enough of Redis' protocol to log in and say one thing. */
import { once } from "node:events";
import { connect } from "node:net";

/**
 * @param socketFile  Unix socket of the server
 * @returns the server's answer to the command, its first line
 * @throws Error with the server's words, where it refuses the user or the command
 */
export async function askRedis(
  socketFile: string,
  login: { readonly user: string; readonly password: string },
  command: readonly string[],
): Promise<string> {
  const socket = connect(socketFile);
  socket.setEncoding("utf8");
  try {
    await once(socket, "connect");
    await say(["AUTH", login.user, login.password]);
    return await say(command);
  } finally {
    socket.destroy();
  }

  async function say(words: readonly string[]): Promise<string> {
    const lengths = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    socket.write(`*${words.length}\r\n${lengths.join("")}`);
    const [answer]: string[] = await once(socket, "data");
    const line = answer?.split("\r\n")[0] ?? "";
    if (line.startsWith("-")) throw new Error(line.slice(1));
    return line;
  }
}
