/**
 * Before Odoo starts on a platform that recovers another one by its copied backups: fills the tenant's database where it is
 * empty, and leaves alone what has data. So it runs again harmlessly, and nobody has to remember the restore.
 */
import { holdDatabase } from "../capture.ts";
import { type Command, type Context, filesOf, repositoryOf, requireDatabase } from "../context.ts";
import { Failure } from "../failure.ts";
import { backupSource, fill, type Source } from "../filling.ts";
import { required } from "../settings.ts";
import { findObjects } from "../tables.ts";
import { begunWith, isUnfinished } from "../target.ts";

export const restoreAtStart: Command = async (context) => {
  const { PGDATABASE } = requireDatabase(context);
  const { RESTORE_FROM: peer } = required(context.environment, ["RESTORE_FROM"]);
  const files = filesOf(context);

  const session = await holdDatabase(context.tools, "restore");
  try {
    const begun = await begunWith(session);
    if (begun === undefined && (await findObjects(session)).length > 0) {
      context.say(`found a database with data, left alone: ${PGDATABASE}`);
      return { done: "left alone" };
    }
    const source = await sourceOf(context, begun, peer);
    const unfinished = await isUnfinished(session, source.name);
    const place = async (fetched: string) => {
      // Of an earlier time there may be more: Odoo names a file after its content, so that none stands in another's way.
      await files.push(fetched);
      await files.includes(fetched);
    };
    return { done: "restored", ...(await fill(context, { session, source, unfinished, replace: false, place })) };
  } finally {
    await session.close();
  }
};

/** The newest backup; or where a run was cut short, the same one again, though a newer one may have come. */
async function sourceOf(context: Context, begun: string | undefined, peer: string): Promise<Source> {
  const wanted = /^snapshot (\S+)$/.exec(begun ?? "")?.[1];
  try {
    return await backupSource(repositoryOf(context), wanted);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "nothing") throw error;
    throw error.withNext(
      `see why ${peer} has copied no backup here (its CronJob backup-copy), or restore what there is by hand (images/backup/README.md), then delete this Job`,
    );
  }
}
