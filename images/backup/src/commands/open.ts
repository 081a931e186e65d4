/** Lets Odoo into a database that `close` or `freeze` has shut. */
import { type Command, requireDatabase } from "../context.ts";
import { Databases, namesOf } from "../upgrade/databases.ts";

export const open: Command = async (context) => {
  const { PGDATABASE } = requireDatabase(context);
  const databases = new Databases(context.tools, namesOf(PGDATABASE));
  await databases.open(PGDATABASE);
  await databases.thaw(PGDATABASE);
  return { database: PGDATABASE, open: true };
};
