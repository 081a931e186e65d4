/** What an operator types in the middle of a drill, typed in the simulator's own shell. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { withPath } from "../../simulator/engine/environment.ts";
import { engineHome } from "../../simulator/engine/home.ts";
import { workTree } from "../../simulator/paths.ts";
import type { Ground, Platform } from "./scenario.ts";

/**
 * Runs `npx longshore …` for a stack.
 * @throws Error with what it said, where it fails
 */
export async function longshore(
  { simulator, tell }: Pick<Ground, "simulator" | "tell">,
  { account, region }: Pick<Platform["place"], "account" | "region">,
  args: readonly string[],
): Promise<void> {
  const environment = await simulator.environment(account, region);
  const child = spawn(process.execPath, [join(workTree, "operations", "cli.ts"), ...args], {
    cwd: workTree,
    env: withPath(engineHome(simulator.paths), environment),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [said, complaint, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  if (code !== 0) throw new Error(`longshore ${args.join(" ")} ended with ${code}:\n${said}${complaint}`.trim());
  tell(said.trim().split("\n").at(0) ?? "");
}
