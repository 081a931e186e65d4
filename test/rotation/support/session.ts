/** A session that stays open, as a worker of Odoo holds one. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import type { Environment } from "../../backup/support/run.ts";

export interface OpenSession {
  /** Gives the last line of the answer; throws where the session has ended. */
  ask(sql: string): Promise<string>;
  close(): Promise<void>;
}

export function openSession(login: Environment): OpenSession {
  const psql = spawn(join(readToolchain().postgres, "psql"), ["-XqAt", "-v", "ON_ERROR_STOP=1"], { env: { ...login } });
  const ended = once(psql, "close");
  let complaint = "";
  psql.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  // Writing to a session that the server has ended.
  psql.stdin.on("error", () => {});
  const lines = createInterface({ input: psql.stdout });
  return {
    ask: async (sql) => {
      const answer = once(lines, "line").then(([line]) => String(line));
      psql.stdin.write(`${sql};\n`);
      const failed = ended.then(() => {
        throw new Error(complaint || "the session has ended");
      });
      return Promise.race([answer, failed]);
    },
    close: async () => {
      psql.stdin.end();
      await ended;
    },
  };
}
