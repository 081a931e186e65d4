/** Puts what `rewind-fetch` has brought into the place of the tenant's database, and keeps the damaged one beside it. */
import { rm } from "node:fs/promises";
import { type Command, jobsOf, requireDatabase } from "../context.ts";
import { Failure } from "../failure.ts";
import { checkInvariants } from "../invariants.ts";
import { restoreDatabase } from "../postgres/dump.ts";
import { withSession } from "../postgres/session.ts";
import { rewindFolder } from "../rewind/folder.ts";
import { readRewind, writeRewind } from "../rewind/mark.ts";
import { count, required } from "../settings.ts";
import { clearDatabase } from "../target.ts";
import { Databases } from "../upgrade/databases.ts";
import { holdUpgrade } from "../upgrade/lock.ts";

/** Seconds that a dump which is under way gets to end. */
const patience = 60;

/**
 * Runs once for each `REWIND_TO`: a second run finds it done. Where it fails, the tenant's database stays closed, as damaged as
 * it was; `open` lets Odoo in again all the same.
 */
export const rewind: Command = async (context) => {
  const { tools, environment, say } = context;
  const { PGDATABASE: live } = requireDatabase(context);
  const { REWIND_TO } = required(environment, ["REWIND_TO"]);
  const names = { live, next: `${live}_rewound`, before: `${live}_damaged` };
  const databases = new Databases(tools, names);
  const { root, dump } = rewindFolder(context);
  const lock = await holdUpgrade(context, live);
  try {
    if ((await readRewind(lock, live)) === REWIND_TO) {
      await databases.open(live);
      return { database: live, to: REWIND_TO, done: "before", damaged: "" };
    }
    await databases.close(live, count(environment, "PATIENCE", patience, 0));
    say(`restoring ${live} as it was at ${REWIND_TO}`);
    // A copy of the damaged one, emptied: it has the rights that a new database would lack.
    await databases.clone();
    const owner = (await databases.owner()).replaceAll('"', "");
    await withSession(tools, "rewind", names.next, async (session) => {
      await clearDatabase(session);
      await restoreDatabase(tools, session, names.next, dump, root, jobsOf(context), owner);
      const { broken } = await checkInvariants(session);
      if (broken.length > 0)
        throw new Failure(
          "damaged",
          `at ${REWIND_TO} it was damaged already: ${broken.join("; ")}`,
          "rewind to an earlier second",
        );
      await session.ask("ANALYZE");
    });
    await writeRewind(lock, names.next, REWIND_TO);
    await databases.empty(names.next, patience);
    await databases.swap();
    say(`${live} is as it was at ${REWIND_TO}; what was damaged is ${names.before}, closed`);
    return { database: live, to: REWIND_TO, done: "now", damaged: names.before };
  } finally {
    await lock.close();
    await rm(root, { recursive: true, force: true });
  }
};
