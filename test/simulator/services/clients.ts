/** Clients of the simulated data services, with nothing of the simulator in them but the address behind a host name. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect as connectPlain } from "node:net";
import { join } from "node:path";
import { connect } from "node:tls";
import { promisify } from "node:util";
import * as z from "zod";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";

const host = z.object({ host: z.string(), address: z.string() });

/** What a resolver would say: the World's journal holds it. */
export function addressOf({ paths }: Pick<SimulatorClient, "paths">, name: string): string {
  const lines = readFileSync(join(paths.state, "world.jsonl"), "utf8").trimEnd().split("\n");
  const found = lines
    .flatMap((line) => host.safeParse(JSON.parse(line)).data ?? [])
    .find((known) => known.host === name);
  return found?.address ?? name;
}

export interface Login {
  readonly host: string;
  readonly user: string;
  readonly password: string;
  /** Default `orders`. */
  readonly database?: string;
  /** Of a cache; default 6379. */
  readonly port?: number;
}

/** One statement over the network; gives its rows. */
export async function query(
  simulator: Pick<SimulatorClient, "paths">,
  { host: name, user, password, database = "orders" }: Login,
  sql: string,
  sslmode = "verify-full",
): Promise<string> {
  const target = { host: name, hostaddr: addressOf(simulator, name), port: "5432", dbname: database, user, sslmode };
  const words = Object.entries({ ...target, sslrootcert: join(simulator.paths.state, "authority.pem") });
  const connection = words.map(([key, value]) => `${key}='${value.replace(/['\\]/g, "\\$&")}'`).join(" ");
  const args = ["-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", connection, "-c", sql];
  const env = { ...process.env, PGPASSWORD: password };
  return (await promisify(execFile)(join(readToolchain().postgres, "psql"), args, { env })).stdout.trim();
}

/** `pg_dump` of the database `orders`, told where to go by variables alone, as the backup's pods are. */
export async function dump(simulator: SimulatorClient, { host: name, user, password }: Login): Promise<string> {
  const env = {
    ...{ PGHOST: name, PGHOSTADDR: addressOf(simulator, name), PGPORT: "5432", PGDATABASE: "orders" },
    ...{ PGUSER: user, PGPASSWORD: password, PGSSLMODE: "verify-full" },
    PGSSLROOTCERT: join(simulator.paths.state, "authority.pem"),
  };
  return (await promisify(execFile)(join(readToolchain().postgres, "pg_dump"), ["--create"], { env })).stdout;
}

/** Commands on one TLS connection; gives each answer's first line. */
export async function say(
  simulator: SimulatorClient,
  { host: name, user, password, port = 6379 }: Login,
  ...commands: readonly (readonly string[])[]
): Promise<readonly string[]> {
  const socket = connect({
    host: addressOf(simulator, name),
    port,
    servername: name,
    ca: readFileSync(join(simulator.paths.state, "authority.pem")),
  });
  socket.setEncoding("utf8");
  await once(socket, "secureConnect");
  const answers: string[] = [];
  for (const words of [["AUTH", user, password], ...commands]) {
    socket.write(`${words.join(" ")}\r\n`);
    const [answer]: string[] = await once(socket, "data");
    answers.push(answer?.split("\r\n")[0] ?? "");
  }
  socket.destroy();
  return answers;
}

/** Whether a server that speaks TLS only hangs up on plain text. */
export async function hangsUp(simulator: SimulatorClient, name: string): Promise<boolean> {
  const socket = connectPlain(6379, addressOf(simulator, name));
  socket.on("error", () => {});
  socket.end("PING\r\n");
  let answer = "";
  socket.on("data", (data) => {
    answer += data;
  });
  await once(socket, "close");
  return !answer.includes("PONG") && !answer.includes("NOAUTH");
}
