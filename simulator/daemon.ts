/**
 * The simulator itself: one process in the background for each simulator's folder. Started by `start.ts`, ended by the
 * command "stop" or a signal; whatever it started ends with it.
 */
import { rmSync } from "node:fs";
import type { Socket } from "node:net";
import { assemble, dismantle } from "./assemble.ts";
import { restorePrograms, takeDown } from "./cloud/lifecycle.ts";
import { standings } from "./cloud/standings.ts";
import { alreadyRuns, takeLock } from "./control/lock.ts";
import { type Command, socketFile } from "./control/messages.ts";
import { serveControl } from "./control/server.ts";
import { failOver } from "./databases/failover.ts";
import { engineVariables } from "./engine/environment.ts";
import { installEngine } from "./engine/home.ts";
import { runningAksClusters } from "./kubernetes/aks/cluster.ts";
import { runningEksClusters } from "./kubernetes/eks/cluster.ts";
import { simulatorPaths } from "./paths.ts";
import { alter } from "./providers/console.ts";
import { credentialOf, openProvider } from "./providers/registry.ts";
import { serveProvider } from "./providers/server.ts";
import { switchRegion } from "./regions/switch.ts";
import { switchZone } from "./regions/zones.ts";
import { setReplicationLag } from "./services/postgres/replication.ts";

const startedAt = Date.now();
const paths = simulatorPaths();
await takeLock(paths.home).catch(leave);
const simulator = await assemble(paths);
const engine = installEngine(paths, simulator.toolchain);
simulator.supervisor.on("restarted", (name) => console.log(`${name} had ended and was started again`));
simulator.supervisor.on("gaveUp", (name, log) => console.error(`${name} ends again and again, given up:\n${log}`));
// A connection that breaks off where nobody listens for it is its client's loss; all of the platform must not end with it.
process.on("uncaughtException", (error: NodeJS.ErrnoException) => {
  console.error(error);
  if (error.syscall === undefined) void end().finally(() => process.exit(1));
});
await restorePrograms(simulator);

const socket = socketFile(paths);
rmSync(socket, { force: true });
const control = await serveControl(socket, handle);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void end().then(() => process.exit()));
console.log(`ready in ${paths.home}, process ${process.pid}`);

/** Another daemon has this folder. */
function leave(error: Error): never {
  console.error(error.message);
  process.exit(alreadyRuns);
}

async function handle(command: Command, connection: Socket): Promise<unknown> {
  switch (command.command) {
    case "open":
      return open(command, connection);
    case "status":
      return { pid: process.pid, startedAt, processes: simulator.supervisor.names, resources: standings(simulator) };
    case "environment":
      return engineVariables(simulator, engine, command);
    case "operations": {
      const run = simulator.runs.last(command.stack);
      return { seconds: run?.clock.now ?? 0, operations: run?.operations ?? [] };
    }
    case "fault":
      simulator.faults.add(command.fault);
      return null;
    case "clear-faults":
      // Whoever was struck looks at the cloud when it has come to rest.
      await simulator.runs.settled();
      return simulator.faults.clear();
    case "world":
      return simulator.world.list();
    case "publish":
      return { commit: await simulator.internet.git.publish(command) };
    case "commit":
      return { commit: await simulator.internet.git.commit(command, command.files, command.message) };
    case "clusters":
      return [...(await runningEksClusters(simulator, command)), ...(await runningAksClusters(simulator, command))].map(
        (cluster) => cluster.access,
      );
    case "resolve":
      return { address: simulator.world.resolve(command.host) ?? null };
    case "internet": {
      const { refused, charts, podIdentity, pushgateway } = simulator.internet;
      const { ignoredValues } = charts;
      return { refused, ignoredValues, podIdentity: podIdentity.url, metrics: pushgateway.groups };
    }
    case "region":
      await switchRegion(simulator, command.region, command.state);
      return null;
    case "zone":
      await switchZone(simulator, command.zone, command.state);
      return null;
    case "dns": {
      const { address, port } = simulator.internet.dns;
      return { address, port };
    }
    case "delegate":
      simulator.internet.dns.delegations.delegate(command.domain, command.zone);
      return null;
    case "outages": {
      const { off, attempts } = simulator.world.outages;
      return { off, attempts };
    }
    case "database-failover":
      return { zone: await failOver(simulator, command) };
    case "replication":
      if (command.lag !== undefined) setReplicationLag(simulator, command.lag);
      if (command.objects !== undefined) simulator.internet.delay.set(command.objects);
      return null;
    case "copies": {
      const { s3, blobs } = simulator.internet.replication;
      return { pending: s3.pending + blobs.pending };
    }
    case "copy-existing":
      await simulator.internet.replication.s3.copyExisting(command.bucket);
      return null;
    case "take-down":
      return { removed: await takeDown(simulator, command) };
    case "alter":
      await alter(simulator, engineVariables(simulator, engine, command), command);
      return null;
    case "stop":
      await end();
      connection.once("close", () => process.exit());
      return null;
  }
}

/** Serves a provider to an engine for as long as its plugin process lives. */
async function open({ plugin, engine, environment }: Extract<Command, { command: "open" }>, connection: Socket) {
  const provider = await openProvider(plugin, simulator, environment);
  const run = simulator.runs.of(engine);
  const credential = credentialOf(plugin, environment);
  const server = await serveProvider({ provider, run, faults: simulator.faults, credential });
  connection.once("close", server.close);
  return { port: server.port };
}

async function end(): Promise<void> {
  control.close();
  await dismantle(simulator);
  rmSync(socket, { force: true });
}
