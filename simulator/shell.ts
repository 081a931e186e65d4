/** A shell in which plain `pulumi` works on the simulator as it would on AWS. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { withPath } from "./engine/environment.ts";
import { engineHome } from "./engine/home.ts";
import { ensureStack } from "./engine/stack.ts";
import { workTree } from "./paths.ts";
import { startSimulator } from "./start.ts";

export interface ShellStack {
  readonly project: string;
  readonly stack: string;
  readonly account: string;
  readonly region: string;
}

/**
 * @param stacks   stacks that shall exist in the state
 * @param current  stack whose account the shell's credentials belong to
 * @param command  runs this instead of an interactive shell
 * @returns the shell's exit code
 */
export async function openShell(
  stacks: readonly ShellStack[],
  current: ShellStack,
  command: readonly string[] = [process.env.SHELL ?? "/bin/sh"],
): Promise<number> {
  const simulator = await startSimulator();
  const variables = await simulator.environment(current.account, current.region);
  const environment = withPath(engineHome(simulator.paths), variables);
  for (const stack of stacks) await ensureStack(simulator.paths, stack, environment);
  const [program = "", ...args] = command;
  const shell = spawn(program, args, { cwd: workTree, env: environment, stdio: "inherit" });
  const [code]: (number | null)[] = await once(shell, "exit");
  return code ?? 1;
}
