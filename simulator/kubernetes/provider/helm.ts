/** The real Helm, told which cluster it works on. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Bytes of output; a large chart's manifest is a few megabytes. */
const maxBuffer = 64 * 1024 * 1024;

export interface HelmArgs {
  /** Path of the program. */
  readonly command: string;
  readonly kubeconfig: string;
  /** Of the engine: credentials and the way to chart repositories. */
  readonly environment: Readonly<Record<string, string>>;
  /** Keeps what it downloads. */
  readonly folder: string;
}

export class Helm {
  readonly #args: HelmArgs;

  constructor(args: HelmArgs) {
    this.#args = args;
  }

  /** @throws Error with Helm's own text */
  async run(args: readonly string[]): Promise<string> {
    const { command, kubeconfig, environment, folder } = this.#args;
    const homes = { HELM_CACHE_HOME: "cache", HELM_CONFIG_HOME: "config", HELM_DATA_HOME: "data" };
    const env = {
      ...environment,
      ...Object.fromEntries(Object.entries(homes).map(([name, part]) => [name, join(folder, part)])),
      KUBECONFIG: kubeconfig,
    };
    try {
      return (await run(command, args, { env, maxBuffer })).stdout;
    } catch (error) {
      throw new Error(words(error) || `helm ${args[0]} failed`);
    }
  }
}

/** What Helm said, without its own prefix for errors. */
function words(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  return said.trim().replace(/^Error: /m, "");
}
