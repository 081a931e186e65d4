/** psql with the login of one of a tenant's roles. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import type { Environment } from "./run.ts";

const run = promisify(execFile);

export async function askAs(login: Environment, sql: string): Promise<string> {
  const asked = run(join(readToolchain().postgres, "psql"), ["-XqAt", "-v", "ON_ERROR_STOP=1"], { env: { ...login } });
  asked.child.stdin?.end(sql);
  return (await asked).stdout.trimEnd();
}

/** @returns the words of the refusal; throws where it was allowed */
export async function refused(login: Environment, sql: string): Promise<string> {
  let answer: string;
  try {
    answer = await askAs(login, sql);
  } catch (error) {
    return String(error);
  }
  throw new Error(`it was allowed, and answered ${answer}`);
}
