import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { literal } from "../postgres/quote.ts";
import { Session } from "../postgres/session.ts";
import { maintenance } from "../provisioning.ts";

/**
 * Held by whoever is about to put another database in the place of the tenant's.
 * @throws Failure `busy` where another run does
 */
export async function holdUpgrade({ tools }: Context, database: string): Promise<Session> {
  const session = new Session(tools, "upgrade", { database: maintenance });
  const lock = `SELECT pg_try_advisory_lock(hashtext(${literal(`longshore-upgrade ${database}`)}))`;
  if ((await session.askOne(lock)) === "t") return session;
  await session.close();
  throw new Failure("busy", `another run upgrades ${database}`, "wait for its end");
}
