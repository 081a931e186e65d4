/** Keeps Odoo out of a tenant's database while its last backup is taken: nothing is written any more, and it can still be read. */
import { type Command, requireDatabase } from "../context.ts";
import { Databases, namesOf } from "../upgrade/databases.ts";

export const freeze: Command = async (context) => {
  const { PGDATABASE } = requireDatabase(context);
  await new Databases(context.tools, namesOf(PGDATABASE)).freeze(PGDATABASE);
  context.say(`${PGDATABASE} is frozen: backups can be taken, and \`open\` lets Odoo in again`);
  return { database: PGDATABASE, open: false };
};
