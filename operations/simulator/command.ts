/** `longshore simulator`: a shell on it, what it is doing, and its end. */
import { parseArgs } from "node:util";
import { workTree } from "../../simulator/paths.ts";
import { openShell } from "../../simulator/shell.ts";
import { connectSimulator } from "../../simulator/start.ts";
import { findStack, readStacks } from "../stacks.ts";
import { setUpTools } from "../tools.ts";
import { alter } from "./alter.ts";
import { region, zone } from "./power.ts";
import { describeStatus } from "./status.ts";

export const usage = `longshore simulator shell [--stack STACK] [-- COMMAND…]
longshore simulator status
longshore simulator alter NAME PATH=VALUE… | --delete [--stack STACK]
longshore simulator region NAME off | on
longshore simulator zone NAME off | on
longshore simulator stop

  shell   a shell in which \`pulumi\` works on the simulator as it would on AWS; with COMMAND, only that
          --stack STACK  whose account the credentials belong to; default aws-production
  status  what runs, what exists, and what of it is not as in the cloud; exit code 1 where no simulator runs
  alter   changes or deletes something in the simulated cloud past Pulumi, as a person in the console would
          NAME           of the resource in its stack, or as much of the end of its URN as makes it one
          PATH=VALUE     for example tags.owner=somebody or publiclyAccessible=true; null takes it away
          --stack STACK  that made the resource; default aws-production
  region  takes the power of a region away, for example eu-central-1, or gives it back: its programs end as in a power
          cut, its API and its hosts answer nobody, and what had reached a disk is there again afterwards
  zone    the same for one zone, for example eu-central-1a or germanywestcentral-1: its nodes go, databases fail over
  stop    ends it; what exists in its clouds is there again at the next start`;

const actions: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  shell,
  status,
  alter,
  region,
  zone,
  stop,
};

/** @returns the exit code */
export async function run([name = "", ...args]: readonly string[]): Promise<number> {
  const action = actions[name];
  if (!action) {
    console.error(usage);
    return 2;
  }
  return action(args);
}

async function shell(args: readonly string[]): Promise<number> {
  const separator = args.includes("--") ? args.indexOf("--") : args.length;
  const command = args.slice(separator + 1);
  const { values } = parseArgs({
    args: args.slice(0, separator),
    options: { stack: { type: "string", default: "aws-production" } },
  });
  const stacks = readStacks(workTree);
  const current = findStack(stacks, values.stack);
  await setUpTools();
  if (command.length > 0) return openShell(stacks, current, command);
  console.error(welcome(current.stack, current.account, current.region));
  return openShell(stacks, current);
}

const welcome = (stack: string, account: string, region: string): string =>
  [
    `A shell on the simulated account ${account} in ${region}. Try:`,
    `  pulumi preview -s ${stack}`,
    `  pulumi up -s ${stack}`,
    "`exit` leaves it. The simulator runs on until `npx longshore simulator stop`.",
  ].join("\n");

async function status(): Promise<number> {
  const simulator = connectSimulator();
  const running = await simulator.isRunning();
  if (running) console.log(describeStatus(simulator.paths, await simulator.status(), await simulator.outages()));
  else console.log(`No simulator runs in ${simulator.paths.home}. \`npm start\` starts one.`);
  return running ? 0 : 1;
}

async function stop(): Promise<number> {
  const simulator = connectSimulator();
  const running = await simulator.isRunning();
  if (running) await simulator.stop();
  console.log(running ? "The simulator has ended. What exists in its clouds stays." : "No simulator runs.");
  return 0;
}
