/** The `longshore` command: one module a verb, loaded only when it is called. `launch.mjs` starts it under Node 24. */

interface Command {
  readonly summary: string;
  readonly load: () => Promise<{ run(args: readonly string[]): Promise<number> }>;
}

const commands: Readonly<Record<string, Command>> = {
  start: { summary: "a whole stack up on the simulator, with a summary", load: () => import("./start/command.ts") },
  test: { summary: "all tests", load: () => import("./test/command.ts") },
  bench: { summary: "what it costs in time and memory, as ratios", load: () => import("./bench/command.ts") },
  simulator: { summary: "shell | status | stop", load: () => import("./simulator/command.ts") },
  tenant: { summary: "generate what follows from the tenants' documents", load: () => import("./tenant/command.ts") },
  change: { summary: "what a preview would do, for a reviewer", load: () => import("./change/command.ts") },
};

async function main([verb, ...args]: readonly string[]): Promise<number> {
  const command = verb === undefined ? undefined : commands[verb];
  if (!command) {
    const width = Math.max(...Object.keys(commands).map((name) => name.length));
    const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
    console.error(["longshore COMMAND", "", ...lines].join("\n"));
    return 2;
  }
  const { run } = await command.load();
  return run(args);
}

process.exitCode = await main(process.argv.slice(2));
