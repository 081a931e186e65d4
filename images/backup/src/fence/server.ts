/** One look at a database server, and what the verdict asks of its logins. */
import type { Context } from "../context.ts";
import { connection, databaseFailure } from "../postgres/session.ts";
import { maintenance } from "../provisioning.ts";
import { required } from "../settings.ts";
import { type LeaseArgs, leaseStatements, type Standing, standingOf } from "./lease.ts";

/** Milliseconds: a server that hangs must not keep the next look from coming. */
const patience = 20_000;

/** @throws Failure `database` where the server does not answer, or refuses */
export async function applyLease({ environment, tools }: Context, args: LeaseArgs): Promise<Standing> {
  const { ADMIN_USER, ADMIN_PASSWORD } = required(environment, [
    "PGHOST",
    "PGPORT",
    "PGSSLMODE",
    "ADMIN_USER",
    "ADMIN_PASSWORD",
  ]);
  const { code, stdout, stderr } = await tools.run("postgres", "psql", ["-XqAt", "-v", "ON_ERROR_STOP=1"], {
    input: leaseStatements(args),
    patience,
    extra: {
      ...connection("fence"),
      PGOPTIONS: "-c statement_timeout=15s",
      PGUSER: ADMIN_USER,
      PGPASSWORD: ADMIN_PASSWORD,
      PGDATABASE: maintenance,
    },
  });
  if (code !== 0) throw databaseFailure(stderr.trim());
  return standingOf(stdout.trim());
}
