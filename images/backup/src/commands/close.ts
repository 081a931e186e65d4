/** Shuts a tenant's database: nobody works on data that is known to be wrong, and nothing more is lost. */
import { type Command, requireDatabase } from "../context.ts";
import { count } from "../settings.ts";
import { Databases, namesOf } from "../upgrade/databases.ts";

/** Seconds that a dump or an updater gets to end by itself; Odoo's sessions are ended at once. */
const patience = 60;

export const close: Command = async (context) => {
  const { PGDATABASE } = requireDatabase(context);
  const databases = new Databases(context.tools, namesOf(PGDATABASE));
  await databases.close(PGDATABASE, count(context.environment, "PATIENCE", patience, 0));
  context.say(`${PGDATABASE} is closed: \`open\` lets Odoo in again`);
  return { database: PGDATABASE, open: false };
};
