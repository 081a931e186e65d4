/** The steps that most faults of a failover have in common. */
import type { Fault } from "../../../simulator/faults.ts";
import { resume } from "../../resume/resume.ts";
import type { Run } from "../bed.ts";
import { ask } from "./rows.ts";
import { instanceType } from "./servers.ts";
import type { Stage } from "./stage.ts";

/** Everything that the primary has acknowledged is at the recovery; then its region goes, and the recovery gets the role. */
export async function switchRole(stage: Stage): Promise<void> {
  await stage.rest();
  await stage.loseRegion();
  await giveRole(stage);
}

/** As an operator types it. */
export async function giveRole({ pair }: Stage): Promise<void> {
  await pair.longshore("recovery", "failover", "--stack", pair.places.recovery.stack, "--yes");
}

/** Brings the recovery up after a run that broke off, as an operator does. */
export async function goOn({ pair }: Stage): Promise<void> {
  await resume(pair.recovery.project, false);
  await pair.mustUp("recovery");
}

/**
 * Runs the `up` that promotes, and strikes when a database has been promoted and nobody has heard of it yet.
 * @param fault  what strikes then
 */
export async function upStruck(
  { simulator, pair }: Stage,
  fault: Pick<Fault, "does" | "message">,
): Promise<{ readonly ended: Run["ended"]; readonly struck: boolean }> {
  await simulator.fault({ operation: "update", resource: instanceType, when: "unanswered", ...fault });
  const { ended } = await pair.recovery.run("up");
  return { ended, struck: (await simulator.clearFaults()).length > 0 };
}

/** How many servers of the recovery still follow another one. */
export async function following(stage: Stage): Promise<number> {
  const found = await Promise.all(stage.servers.recovery.map((server) => stage.follows(server)));
  return found.filter(Boolean).length;
}

/** Process that replays the log on a server that follows another one. */
export async function replayer({ simulator, servers }: Stage): Promise<number> {
  const [server] = servers.recovery;
  if (!server) throw new Error("the recovery has no database server");
  const [found] = await ask(simulator, server, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'startup'");
  if (typeof found?.pid !== "number") throw new Error(`${server.identifier} follows no other server`);
  return found.pid;
}
