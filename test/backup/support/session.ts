/** Somebody who is connected and stays so, with the login of one of a tenant's roles. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Environment, toolFolder } from "./run.ts";

export interface Connected {
  /** Resolves when the connection stands. */
  readonly ready: Promise<unknown>;
  /** Resolves when the connection is lost. */
  readonly gone: Promise<unknown>;
  end(): void;
}

export function startPsql(login: Environment): Connected {
  const child = spawn(join(toolFolder(), "psql"), ["-XqAt"], { env: { ...login }, stdio: ["pipe", "pipe", "ignore"] });
  child.stdin.on("error", () => {});
  child.stdin.write("SELECT 1;\n");
  const ready = once(child.stdout, "data");
  // A client notices a lost connection when it asks.
  const beat = setInterval(() => child.stdin.write("SELECT 1;\n"), 100);
  const gone = once(child, "close").finally(() => clearInterval(beat));
  return { ready, gone, end: () => child.stdin.end() };
}
