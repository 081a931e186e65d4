/** Lets Odoo into a database that `close` has shut. */
import { type Command, requireDatabase } from "../context.ts";
import { Databases, namesOf } from "../upgrade/databases.ts";

export const open: Command = async (context) => {
  const { PGDATABASE } = requireDatabase(context);
  await new Databases(context.tools, namesOf(PGDATABASE)).open(PGDATABASE);
  return { database: PGDATABASE, open: true };
};
