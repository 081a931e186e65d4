/**
 * What the engine starts as a provider plugin. The provider itself lives in the simulator's daemon: this process asks for
 * it, prints the port of its server, and lives as long as the engine wants; the server ends with the connection.
 *
 * Everything it does not load makes every `pulumi` command faster.
 */
import { flushCompileCache } from "node:module";
import { connect } from "node:net";

const [plugin, home] = process.argv.slice(2);
const socket = connect(`${home}/run/daemon.sock`);
const give = (text: string) => process.stderr.write(`${text}\n`);

socket.setEncoding("utf8");
socket.once("connect", () => {
  const command = { command: "open", plugin, engine: process.ppid, environment: process.env };
  socket.write(`${JSON.stringify(command)}\n`);
});
socket.once("error", () => {
  give(`no simulator runs in ${home}: start it with \`npm start\``);
  process.exit(1);
});
socket.once("data", (line: string) => {
  const reply: { readonly answer?: { readonly port: number }; readonly error?: string } = JSON.parse(line);
  if (reply.answer) process.stdout.write(`${reply.answer.port}\n`);
  else give(reply.error ?? "the simulator gave no answer");
});
socket.once("close", () => process.exit(1));

// The engine ends its plugins too abruptly for Node to keep what it has compiled.
flushCompileCache();
