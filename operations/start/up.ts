/** Runs `pulumi up`, the same command on the same project that everybody else runs, and follows what it says. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { type EngineEvent, parseEvent, Tally } from "./events.ts";

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

/** File descriptor on which the engine reports; the command's own output stays for people. */
const reports = 3;

export async function up({ stack, folder, policyPack, environment, onEvent }: UpArgs): Promise<UpResult> {
  const flags = ["--yes", "--non-interactive", "--color", "never", "--suppress-progress", "--suppress-outputs"];
  const child = spawn(
    "pulumi",
    ["up", "--stack", stack, ...flags, "--policy-pack", policyPack, "--event-log", `/dev/fd/${reports}`],
    {
      cwd: folder,
      // `--event-log` is one of the commands for tools, as Pulumi's Automation API uses it.
      env: { ...environment, PULUMI_DEBUG_COMMANDS: "true" },
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    },
  );
  const tally = new Tally();
  const follow = async () => {
    const events = child.stdio[reports];
    if (!(events instanceof Readable)) return;
    for await (const line of createInterface({ input: events })) {
      const event = parseEvent(line);
      tally.add(event);
      onEvent(event);
    }
  };
  const [output, complaint, , [code]] = await Promise.all([
    read(child.stdout),
    read(child.stderr),
    follow(),
    once(child, "exit"),
  ]);
  return {
    succeeded: code === 0,
    tally,
    output: [output, complaint]
      .map((part) => part.trim())
      .join("\n")
      .trim(),
  };
}

const read = async (stream: Readable | null): Promise<string> => (stream ? text(stream) : "");
