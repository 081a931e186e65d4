/** Makes roles, database, grants and extensions of one tenant, or brings them to the state they should have. */
import { setTimeout as pause } from "node:timers/promises";
import type { Command, Context, Result } from "../context.ts";
import { Failure } from "../failure.ts";
import { askRecord } from "../fence/record.ts";
import { judge } from "../fence/verdict.ts";
import { literal } from "../postgres/quote.ts";
import { Session } from "../postgres/session.ts";
import {
  databaseStatements,
  formerLogins,
  grantStatements,
  maintenance,
  type Plan,
  planOf,
  retireStatements,
  roleStatements,
  type Validity,
} from "../provisioning.ts";
import { count, required } from "../settings.ts";

export const provision: Command = async (context): Promise<Result> => {
  const plan = planOf(context.environment);
  const admin = required(context.environment, ["PGHOST", "PGPORT", "PGSSLMODE", "ADMIN_USER", "ADMIN_PASSWORD"]);
  const validity = await validityOf(context);
  const login = (database: string) => ({ user: admin.ADMIN_USER, password: admin.ADMIN_PASSWORD, database });

  const server = new Session(context.tools, "provision", login(maintenance));
  try {
    await refusePowerful(server, plan);
    context.say("roles");
    await server.ask(roleStatements(plan, validity));
    context.say(`database ${plan.database}`);
    await server.ask(databaseStatements(plan));
    if (!(await isOpen(server, plan))) {
      context.say(`${plan.database} is closed: what stands in it stays as it is until \`open\` lets Odoo in again`);
      return { database: plan.database, owner: plan.owner.name, open: false };
    }
  } finally {
    await server.close();
  }

  const inside = new Session(context.tools, "provision", login(plan.database));
  try {
    await inside.ask(grantStatements(plan));
    const missing = await addExtensions(inside, context);
    const retired = await retireLogins(inside, plan, context);
    return { database: plan.database, owner: plan.owner.name, openToAll: await openToAll(inside), missing, retired };
  } finally {
    await inside.close();
  }
};

/** Whoever closed a database, for a switch of roles or because its data is wrong, opens it again. */
async function isOpen(server: Session, { database }: Plan): Promise<boolean> {
  const [open] = await server.ask(`SELECT datallowconn FROM pg_database WHERE datname = ${literal(database)}`);
  return open === "t";
}

/** Seconds between two looks at the record. */
const beat = 5;

/**
 * Where there are two stacks, tenants start with the record and not before: what a promoted database knows of their logins may
 * have run out, and another stack may still be primary. A name service that is silent stops nobody.
 */
async function validityOf({ environment, tools, say }: Context): Promise<Validity> {
  const { PRIMARY_RECORD } = environment;
  if (!PRIMARY_RECORD) return "forever";
  const { STACK } = required(environment, ["STACK"]);
  const until = Date.now() + count(environment, "RECORD_TAKES", 300, 0) * 1000;
  for (;;) {
    const verdict = judge(await askRecord(PRIMARY_RECORD), STACK);
    if (verdict.kind === "ours") return "lease";
    const found = verdict.kind === "theirs" ? `names ${verdict.stack}` : `says nothing: ${verdict.why}`;
    say(`${PRIMARY_RECORD} ${found}; it should name ${STACK}`);
    if (Date.now() < until) await pause(beat * 1000, undefined, { signal: tools.told }).catch(() => {});
    else if (verdict.kind === "unknown") return "as before";
    else
      throw new Failure(
        "busy",
        `${PRIMARY_RECORD} ${found}`,
        `let \`pulumi up\` of ${STACK} end, or ask ${verdict.stack}`,
      );
    if (tools.ending) throw new Failure("ended", "told to end by SIGTERM", "nothing: the next run starts afresh");
  }
}

/** A name that belongs to an administrator must never become a tenant's. */
async function refusePowerful(server: Session, plan: Plan): Promise<void> {
  const roles = [plan.owner, plan.backup, plan.verify, plan.upgrade];
  const names = roles.flatMap((role) => [role, ...role.logins].map(({ literal }) => literal)).join(", ");
  const powerful = await server.ask(`
    SELECT rolname FROM pg_roles WHERE rolname IN (${names})
      AND (rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls OR rolname = current_user)`);
  if (powerful.length === 0) return;
  throw new Failure(
    "occupied",
    `the server has an administrator named ${powerful.join(", ")}`,
    "choose other names for the tenant's roles",
  );
}

/** Extensions that Odoo uses for searching: `pg_trgm` for indexes, `unaccent` for names with accents. */
const extensions = ["pg_trgm", "unaccent"];

/** Adds what the server can give. @returns what it cannot; Odoo runs without, only slower */
async function addExtensions(inside: Session, context: Context): Promise<readonly string[]> {
  const available = await inside.ask("SELECT name FROM pg_available_extensions");
  const missing = extensions.filter((name) => !available.includes(name));
  for (const name of extensions.filter((name) => available.includes(name)))
    await inside.ask(`CREATE EXTENSION IF NOT EXISTS ${name}`);
  if (missing.length > 0) context.say(`warning: this server lacks the extensions ${missing.join(", ")}`);
  return missing;
}

/** Ends the logins whose passwords are no longer listed. @returns their names */
async function retireLogins(inside: Session, plan: Plan, context: Context): Promise<readonly string[]> {
  const retired: string[] = [];
  for (const role of [plan.owner, plan.backup, plan.verify, plan.upgrade]) {
    for (const login of await inside.ask(formerLogins(role))) {
      context.say(`login ${login} ends`);
      await inside.ask(retireStatements(role, login));
      retired.push(login);
    }
  }
  return retired;
}

/** Other databases that every role may still open, because the administrator does not own them. */
function openToAll(inside: Session): Promise<readonly string[]> {
  return inside.ask(`
    SELECT datname FROM pg_database d
    WHERE datallowconn AND EXISTS (
      SELECT FROM aclexplode(coalesce(datacl, acldefault('d', datdba)))
      WHERE grantee = 0 AND privilege_type = 'CONNECT')
    ORDER BY 1`);
}
