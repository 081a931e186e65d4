/**
 * Stacks in the simulator's own state backend. `pulumi stack init` would write a salt into the stack's file in the work
 * tree; made from a scratch project of the same name, it writes it there, and the engine takes it from the state.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { SimulatorPaths } from "../paths.ts";
import { engineHome, settingsFolder } from "./home.ts";

export interface StackName {
  /** Name in `Pulumi.yaml`. */
  readonly project: string;
  readonly stack: string;
}

/**
 * Makes a stack where there is none yet.
 * @param environment  of the engine
 */
export async function ensureStack(
  paths: SimulatorPaths,
  { project, stack }: StackName,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  if (existsSync(stateFile(paths, { project, stack }))) return;
  mkdirSync(paths.run, { recursive: true });
  const scratch = mkdtempSync(join(paths.run, "stack-"));
  try {
    writeFileSync(join(scratch, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
    const program = join(engineHome(paths).bin, "pulumi");
    const child = spawn(program, ["stack", "init", stack, "--no-select", "--non-interactive"], {
      cwd: scratch,
      env: environment,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    if (code !== 0) throw new Error(`the stack ${stack} could not be made:\n${complaint.trim()}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Forgets a stack whose resources have been taken down, and what commands have written of its settings. */
export function forgetStack(paths: SimulatorPaths, name: StackName): void {
  const file = stateFile(paths, name);
  const settings = join(settingsFolder(paths), `Pulumi.${name.stack}.yaml`);
  for (const part of [file, `${file}.bak`, `${file}.attrs`, settings]) rmSync(part, { force: true });
}

/** Where Pulumi's file backend keeps a stack. */
const stateFile = (paths: SimulatorPaths, { project, stack }: StackName): string =>
  join(paths.state, ".pulumi", "stacks", project, `${stack}.json`);
