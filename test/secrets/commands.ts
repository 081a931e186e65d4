/** What people and pipelines run on a stack, and everything that it prints. */
import { execFile, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parsePreview } from "../../operations/change/preview.ts";
import { summarise } from "../../operations/change/summary.ts";
import type { StackPlace } from "../../operations/stacks.ts";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import { withPath } from "../../simulator/engine/environment.ts";
import { engineHome } from "../../simulator/engine/home.ts";
import { workTree } from "../../simulator/paths.ts";
import { type Canary, canary, type Trace } from "./canaries.ts";
import { drawnPasswords, sessionSecrets } from "./harvest.ts";
import { text } from "./traces.ts";

export interface Spoken {
  /** Secrets that the engine knows, or was given. */
  readonly canaries: readonly Canary[];
  /** What was printed. */
  readonly traces: readonly Trace[];
}

/** The secrets of a running stack; nothing is changed, and nothing printed. */
export async function knownSecrets(client: SimulatorClient, place: StackPlace): Promise<Spoken> {
  const engine = await engineOf(client, place);
  const passphrase = canary("passphrase of the state", readFileSync(engineHome(client.paths).passphraseFile, "utf8"));
  return { canaries: [...(await drawn(engine)), passphrase, ...sessionSecrets(engine.env)], traces: [] };
}

/**
 * Gives a running stack a credential for its repository and a new database password, as a person would: config, preview, the
 * pull request's comment, up with its differences, and what can be asked afterwards, drift included.
 * @returns secrets of before and after
 */
export async function changeSecrets(client: SimulatorClient, place: StackPlace): Promise<Spoken> {
  const { stack } = place;
  const engine = await engineOf(client, place);
  const traces: Trace[] = [];
  const say = async (...args: readonly string[]): Promise<string> => {
    const { stdout, stderr } = await pulumi(engine, ...args);
    traces.push(text(`pulumi ${args.slice(0, 2).join(" ")}`, stdout + stderr));
    return stdout;
  };
  const { canaries: before } = await knownSecrets(client, place);
  const credential = canary("credential of the repository", randomBytes(24).toString("base64url"));
  const settings = join(client.paths.home, "settings.yaml");
  copyFileSync(join(workTree, "stacks", `Pulumi.${stack}.yaml`), settings);
  const own = ["--config-file", settings];
  const plain = ["repositoryCredential.username=reader", "secrets.passwordDate=2026-11-22"];
  const assignments = plain.flatMap((each) => ["--plaintext", `longshore:${each}`]);
  const secret = ["--secret", `longshore:repositoryCredential.password=${credential.value}`];
  await say("config", "set-all", "--path", ...assignments, ...secret, ...own);
  await say("config", ...own);
  const judged = [...own, "--policy-pack", "policy-pack"];
  const preview = await say("preview", "--json", ...judged);
  traces.push(text("comment on a pull request", summarise(stack, parsePreview(preview)) ?? ""));
  const events = join(client.paths.home, "events");
  await say("up", "--yes", "--skip-preview", "--diff", "--event-log", events, ...judged);
  for (const question of [["output", "--json"], ["export"], ["history", "--json"]]) await say("stack", ...question);
  traces.push(text("longshore drift", drift(engine)));
  return { canaries: [...before, ...(await drawn(engine)), credential], traces };
}

interface Engine {
  /** The program itself, past the script that would lay the tracked settings over ours. */
  readonly program: string;
  readonly stack: string;
  readonly env: NodeJS.ProcessEnv;
}

async function engineOf(client: SimulatorClient, { stack, account, region }: StackPlace): Promise<Engine> {
  const home = engineHome(client.paths);
  const env = withPath(home, await client.environment(account, region));
  return { program: join(home.engine, "pulumi"), stack, env: { ...env, PULUMI_DEBUG_COMMANDS: "true" } };
}

const pulumi = ({ program, stack, env }: Engine, ...args: readonly string[]) =>
  promisify(execFile)(program, [...args, "--stack", stack, "--non-interactive"], {
    cwd: workTree,
    env,
    maxBuffer: Number.POSITIVE_INFINITY,
  });

const drawn = async (engine: Engine): Promise<readonly Canary[]> =>
  drawnPasswords(JSON.parse((await pulumi(engine, "stack", "export", "--show-secrets")).stdout));

function drift({ stack, env }: Engine): string {
  const command = [join(workTree, "operations", "cli.ts"), "drift", "--stack", stack];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: workTree, env, encoding: "utf8" });
  if (status === 2) throw new Error(`longshore drift failed:\n${stdout}${stderr}`);
  return stdout + stderr;
}
