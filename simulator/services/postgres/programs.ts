/** PostgreSQL's own programs, on a server of the simulator. */
import { join } from "node:path";
import type { Simulator } from "../../simulator.ts";
import { run } from "../run.ts";
import { superuser } from "./configuration.ts";
import { filesOf } from "./files.ts";

/** @throws Error with what the program complained of */
export const runProgram = (
  { toolchain }: Pick<Simulator, "toolchain">,
  program: "initdb" | "pg_basebackup" | "pg_ctl" | "pg_isready" | "postgres",
  args: readonly string[],
): Promise<string> => run(join(toolchain.postgres, program), args);

/**
 * Runs a script as the service itself.
 * @returns what its statements gave, without headings
 */
export async function psql(simulator: Simulator, name: string, input: string): Promise<string> {
  const args = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", filesOf(simulator, name).sockets];
  const program = join(simulator.toolchain.postgres, "psql");
  return (await run(program, [...args, "-U", superuser, "-d", "postgres"], { input })).trim();
}
