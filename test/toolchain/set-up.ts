/** A set-up of the tools in a process of its own, on a machine of stand-ins. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseToolchain, type Toolchain } from "../../simulator/toolchain/toolchain.ts";
import type { Stubs } from "./stubs.ts";

const script = join(import.meta.dirname, "run-ensure.ts");

export interface SetUp {
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves once its progress or its error holds this text. */
  readonly says: (text: string) => Promise<void>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<unknown>;
  readonly errors: () => string;
  readonly toolchain: () => Toolchain;
}

export function startSetUp(machine: Stubs, env: Readonly<Record<string, string>> = {}): SetUp {
  const child = spawn(process.execPath, [script], {
    env: { ...machine.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  return {
    kill: (signal) => child.kill(signal),
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (errors.includes(text)) resolve();
        };
        child.stderr.on("data", look);
        child.once("close", () => reject(new Error(`it ended without "${text}":\n${errors}`)));
        look();
      }),
    ended: once(child, "close").then(([code, signal]) => signal ?? code),
    errors: () => errors,
    toolchain: () => parseToolchain(JSON.parse(output)),
  };
}
