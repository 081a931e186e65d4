/**
 * A throwaway copy of a stack, in a state backend of files that goes with it. A refresh of the copy asks the real cloud and
 * writes into the copy: neither the stack's state nor its lock is touched, and a deployment may go on meanwhile.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { mustPulumi, type Surroundings } from "../pulumi.ts";
import type { State } from "../state.ts";

export interface Copy extends Surroundings {
  /** Readable by its owner only: encrypted secrets stand in it. */
  readonly scratch: string;
}

export interface Original {
  /** Name in `Pulumi.yaml`. */
  readonly project: string;
  readonly stack: string;
  readonly state: State;
  /** Of the engine: the clouds' credentials, and what opens the state's secrets. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Does some work with a copy of a stack, and leaves nothing of it. */
export async function withCopy<T>(original: Original, work: (copy: Copy) => Promise<T>): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), "longshore-drift-"));
  try {
    return await work(await makeCopy(scratch, original));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function makeCopy(scratch: string, { project, stack, state, environment }: Original): Promise<Copy> {
  const [folder, backend] = [join(scratch, "project"), join(scratch, "backend")];
  const file = join(scratch, "state.json");
  mkdirSync(folder);
  mkdirSync(backend);
  writeFileSync(join(folder, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  writeFileSync(file, JSON.stringify(withoutPending(state)), { mode: 0o600 });
  const copy: Copy = { scratch, folder, environment: copyEnvironment(environment, backend) };
  // Made with a passphrase of its own, so that nobody need be asked for one; the imported state brings its own secrets manager.
  const { PULUMI_CONFIG_PASSPHRASE_FILE: _, ...rest } = copy.environment;
  const making = { folder, environment: { ...rest, PULUMI_CONFIG_PASSPHRASE: randomBytes(24).toString("base64url") } };
  await mustPulumi(making, ["stack", "init", stack, "--no-select", "--secrets-provider", "passphrase"]);
  rmSync(join(folder, `Pulumi.${stack}.yaml`));
  await mustPulumi(copy, ["stack", "import", "--stack", stack, "--file", file]);
  return copy;
}

/** As if no operation were under way: a refresh would ask people what became of them. */
const withoutPending = (state: State): State => ({
  ...state,
  deployment: { ...state.deployment, pending_operations: [] },
});

function copyEnvironment(environment: NodeJS.ProcessEnv, backend: string): NodeJS.ProcessEnv {
  const { PULUMI_STACK: _, PULUMI_OPTION_CONFIG_FILE: __, ...rest } = environment;
  return {
    ...rest,
    PULUMI_BACKEND_URL: pathToFileURL(backend).href,
    // The copy has no stack file that could name the secrets manager.
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // `--event-log` is one of the flags for programs, as Pulumi's Automation API uses it.
    PULUMI_DEBUG_COMMANDS: "true",
  };
}
