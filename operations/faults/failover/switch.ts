/** The steps that most faults of a failover have in common. */
import { complaintsOf } from "./audit.ts";
import { ask } from "./rows.ts";
import type { Stage } from "./stage.ts";

/** Everything that the primary has acknowledged is at the recovery; then its region goes, and the recovery gets the role. */
export async function switchRole(stage: Stage): Promise<void> {
  await stage.rest("primary");
  await stage.loseRegion();
  await giveRole(stage);
}

/** As an operator types it. */
export async function giveRole({ pair }: Stage): Promise<void> {
  await pair.longshore("recovery", "failover", "--stack", pair.places.recovery.stack, "--yes");
}

/**
 * Waits until the recovery serves and the former primary, whose region returns, is closed; then counts all rows.
 * @returns what is not as it must be
 */
export async function takenOver(stage: Stage): Promise<readonly string[]> {
  await Promise.all(stage.writersOf("recovery").map((writer) => writer.served()));
  if (stage.isLost) await stage.regainRegion();
  await closed(stage);
  const writing = await stage.openLogins("primary");
  return [
    ...(writing === 0 ? [] : [`${writing} logins are open at the former primary`]),
    ...complaintsOf(await stage.audit()),
  ];
}

/** Waits until every fence of the former primary has closed its server. */
export async function closed(stage: Stage): Promise<void> {
  const { stack } = stage.pair.places.recovery;
  const pattern = new RegExp(`the record names ${stack}; 0 of [1-9]\\d* logins are open`);
  await Promise.all(stage.fencesOf("primary").map((fence) => fence.said(pattern)));
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
