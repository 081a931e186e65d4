/** Runs `pulumi preview`, `up` and `destroy`, as everybody runs them on this project, and follows what they say. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type EngineEvent, parseEvent, Tally } from "./events.ts";
import { follow } from "./follow.ts";

export interface PulumiArgs {
  /** `up` without a preview of its own: the log of events holds one run only. A destroy says in its options which it is. */
  readonly command: "preview" | "up" | "destroy";
  readonly stack: string;
  /** Folder of the project. */
  readonly folder: string;
  /** Folder of the policy pack; a destroy knows none. */
  readonly policyPack?: string;
  /** Further options; default none. */
  readonly options?: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly onEvent: (event: EngineEvent) => void;
}

export interface PulumiResult {
  readonly succeeded: boolean;
  readonly tally: Tally;
  /** What the command printed. */
  readonly output: string;
}

const flags = ["--non-interactive", "--color", "never", "--suppress-progress", "--suppress-outputs"];
/** Operations at a time. Pulumi's own default depends on the machine; with this many, a first up waits for the database only. */
const parallel = "32";
const own = { preview: [], up: ["--yes", "--skip-preview"], destroy: [] } as const;

export async function pulumi(args: PulumiArgs): Promise<PulumiResult> {
  const { command, stack, folder, policyPack, options = [], environment, onEvent } = args;
  const scratch = mkdtempSync(join(tmpdir(), "longshore-pulumi-"));
  const log = join(scratch, "events");
  try {
    const words = [
      command,
      "--stack",
      stack,
      ...own[command],
      ...flags,
      "--parallel",
      parallel,
      ...(policyPack === undefined ? [] : ["--policy-pack", policyPack]),
      ...options,
      "--event-log",
      log,
    ];
    const child = spawn("pulumi", words, {
      cwd: folder,
      // `--event-log` is one of the flags for programs, as Pulumi's Automation API uses it.
      env: { ...environment, PULUMI_DEBUG_COMMANDS: "true" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = once(child, "close");
    const tally = new Tally();
    const listen = async () => {
      for await (const line of follow(log, ended)) {
        const event = parseEvent(line);
        tally.add(event);
        onEvent(event);
      }
    };
    const [output, complaint, , [code]] = await Promise.all([text(child.stdout), text(child.stderr), listen(), ended]);
    return { succeeded: code === 0, tally, output: `${output.trim()}\n${complaint.trim()}`.trim() };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
