/** The `longshore` command: one module a verb, loaded only when it is called. `launch.mjs` starts it under Node 24. */
import { isWrongOption } from "./wrong-option.ts";

interface Command {
  readonly summary: string;
  /** `usage` is what `--help` prints. */
  readonly load: () => Promise<{ run(args: readonly string[]): Promise<number>; readonly usage: string }>;
}

const commands: Readonly<Record<string, Command>> = {
  start: { summary: "a whole stack up on the simulator, with a summary", load: () => import("./start/command.ts") },
  test: { summary: "all tests", load: () => import("./test/command.ts") },
  bench: { summary: "what it costs in time and memory, as ratios", load: () => import("./bench/command.ts") },
  faults: {
    summary: "what a stack makes of failures of the cloud and the engine",
    load: () => import("./faults/command.ts"),
  },
  resume: {
    summary: "a stack made fit for its next up after one that broke off",
    load: () => import("./resume/command.ts"),
  },
  simulator: { summary: "shell | status | alter | region | zone | stop", load: () => import("./simulator/command.ts") },
  tenant: {
    summary: "list, add and move tenants, and what follows from their documents",
    load: () => import("./tenant/command.ts"),
  },
  access: {
    summary: "who may do what: writes CODEOWNERS and the tables of docs/operating-models.md",
    load: () => import("./access/command.ts"),
  },
  preflight: { summary: "all that stands in the way of an up, at once", load: () => import("./preflight/command.ts") },
  destroy: { summary: "a platform's compute goes, its data stays", load: () => import("./destroy/command.ts") },
  drift: {
    summary: "what in a running stack's cloud is not as the stack says",
    load: () => import("./drift/command.ts"),
  },
  image: {
    summary: "pin | list | release: digests of what is built and run",
    load: () => import("./image/command.ts"),
  },
  ring: { summary: "status | promote | emergency: how releases move", load: () => import("./ring/command.ts") },
  retire: { summary: "a platform ends, after last backups", load: () => import("./retire/command.ts") },
  link: {
    summary: "what a recovery must know of its primary, copied while both stand",
    load: () => import("./link/command.ts"),
  },
  failover: { summary: "a recovery becomes primary", load: () => import("./failover/command.ts") },
  failback: {
    summary: "a former primary becomes the recovery of its successor",
    load: () => import("./failback/command.ts"),
  },
  rewind: {
    summary: "a tenant's database goes back to an earlier second",
    load: () => import("./rewind/command.ts"),
  },
  drill: {
    summary: "a recovery rehearsed on the simulator, with its RPO and RTO measured",
    load: () => import("./drill/command.ts"),
  },
  runbook: { summary: "generate | show: what people do in a recovery", load: () => import("./runbook/command.ts") },
  change: { summary: "what a preview would do, for a reviewer", load: () => import("./change/command.ts") },
};

async function main([verb, ...args]: readonly string[]): Promise<number> {
  const command = verb === undefined ? undefined : commands[verb];
  if (!command) {
    const width = Math.max(...Object.keys(commands).map((name) => name.length));
    const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
    const help = verb === "--help";
    console[help ? "log" : "error"](["longshore COMMAND", "", ...lines].join("\n"));
    return help ? 0 : 2;
  }
  const { run, usage } = await command.load();
  if (asksForHelp(args)) {
    console.log(usage);
    return 0;
  }
  return run(args).catch((error: unknown) => {
    if (isWrongOption(error)) {
      console.error(`${error.message}\n\n${usage}`);
      return 2;
    }
    if (!isForPeople(error)) throw error;
    console.error(`\n${error.message}`);
    return 1;
  });
}

/** What somebody wrote says what is wrong and what to do; a mistake in this program shows where it happened. */
const isForPeople = (error: unknown): error is Error =>
  error instanceof Error && ![TypeError, ReferenceError, RangeError].some((mistake) => error instanceof mistake);

/** What stands behind `--` belongs to somebody else's command. */
const asksForHelp = (args: readonly string[]): boolean =>
  args.slice(0, args.includes("--") ? args.indexOf("--") : args.length).includes("--help");

process.exitCode = await main(process.argv.slice(2));
