/** Brings database and files back into empty places, or over what is there where asked to, and proves that all is there. */
import { holdDatabase } from "../capture.ts";
import { type Command, type Context, filesOf, repositoryOf, requireDatabase } from "../context.ts";
import { backupSource, fill, type Source } from "../filling.ts";
import { Files } from "../rclone.ts";
import { required } from "../settings.ts";
import { fetchArchive } from "../source.ts";
import { isUnfinished, mayReplace, refuseOccupied } from "../target.ts";

export const restore: Command = async (context) => {
  const { PGDATABASE } = requireDatabase(context);
  const { environment, tools } = context;
  const replace = mayReplace(environment, PGDATABASE);
  const files = filesOf(context);

  const session = await holdDatabase(tools, "restore");
  try {
    const source = environment.ARCHIVE
      ? archiveSource(context, environment.ARCHIVE)
      : await backupSource(repositoryOf(context), environment.SNAPSHOT);
    const unfinished = await isUnfinished(session, source.name);
    if (!unfinished && !replace) await refuseOccupied(session, () => files.names());
    const place = async (fetched: string) => {
      await (replace ? files.replace(fetched) : files.push(fetched));
      await files.compare(fetched);
    };
    return await fill(context, { session, source, unfinished, replace, place });
  } finally {
    await session.close();
  }
};

function archiveSource(context: Context, name: string): Source {
  const { ARCHIVE_REMOTE } = required(context.environment, ["ARCHIVE_REMOTE"]);
  const remote = new Files(context.tools, `${ARCHIVE_REMOTE}/${name}`);
  return { name: `archive ${name}`, fetch: (folder) => fetchArchive(context, remote, name, folder, "Standard") };
}
