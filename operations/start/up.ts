/** Runs `pulumi up`, the same command on the same project that everybody else runs, and follows what it says. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type EngineEvent, parseEvent, Tally } from "./events.ts";
import { follow } from "./follow.ts";

export interface UpArgs {
  readonly stack: string;
  /** Folder of the project. */
  readonly folder: string;
  /** Folder of the policy pack. */
  readonly policyPack: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly onEvent: (event: EngineEvent) => void;
}

export interface UpResult {
  readonly succeeded: boolean;
  readonly tally: Tally;
  /** What the command printed. */
  readonly output: string;
}

const flags = ["--yes", "--non-interactive", "--color", "never", "--suppress-progress", "--suppress-outputs"];

export async function up({ stack, folder, policyPack, environment, onEvent }: UpArgs): Promise<UpResult> {
  const scratch = mkdtempSync(join(tmpdir(), "longshore-up-"));
  const log = join(scratch, "events");
  try {
    const child = spawn("pulumi", ["up", "--stack", stack, ...flags, "--policy-pack", policyPack, "--event-log", log], {
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
