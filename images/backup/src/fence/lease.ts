/** The statements that give logins a lease and close them, each harmless when it is run again. docs/decisions/fencing.md */
import { literal } from "../postgres/quote.ts";
import type { Verdict } from "./verdict.ts";

/** Seconds. What follows from them stands in docs/decisions/fencing.md. */
export const lease = {
  /** How long logins go on working after the last renewal. */
  length: 15 * 60,
  /** How much of it may be used up before it is renewed: every login is a row that the server writes. */
  slack: 3 * 60,
} as const;

/** Serialises all that changes logins: PostgreSQL refuses two who alter the same role at once. */
export const holdLogins = "PERFORM pg_advisory_xact_lock(hashtext('longshore'), hashtext('logins'));";

export interface LeaseArgs {
  readonly verdict: Verdict["kind"];
  /** Default: the server's own clock, which is the one that counts. */
  readonly now?: Date;
  /** Seconds; default `lease`. */
  readonly figures?: { readonly length: number; readonly slack: number };
}

/** Every login that the administrator has made: the tenants' roles, and never itself or what belongs to the cloud. */
const logins = `
  SELECT oid, rolname, rolvaliduntil AS until FROM pg_roles
  WHERE rolcanlogin AND NOT rolsuper AND NOT rolreplication AND rolname <> current_user
    AND EXISTS (SELECT FROM pg_auth_members
                WHERE roleid = pg_roles.oid AND member = current_user::regrole AND admin_option)`;

/**
 * Renews, closes or leaves alone, and ends the sessions of logins that are no longer valid: PostgreSQL asks when somebody
 * logs in and never again, and PgBouncer keeps its sessions for an hour. On a standby nothing of all this happens: it takes
 * no writes, and its logins follow its primary's.
 *
 * A login that is valid for ever (`infinity`) is none of the lease's: provisioning makes it so where there is no second stack.
 */
export function leaseStatements({ verdict, now, figures = lease }: LeaseArgs): string {
  const clock = now === undefined ? "clock_timestamp()" : `${literal(now.toISOString())}::timestamptz`;
  const until = `${clock} + interval '${figures.length} seconds'`;
  const changes: Readonly<Record<Verdict["kind"], { readonly to: string; readonly where: string }>> = {
    ours: { to: `(${until})::text`, where: `until IS NULL OR until < ${until} - interval '${figures.slack} seconds'` },
    theirs: { to: "'-infinity'", where: "until IS DISTINCT FROM '-infinity'" },
    unknown: { to: "NULL", where: "false" },
  };
  const { to, where } = changes[verdict];
  return `
    DO $fence$
    DECLARE login text;
    BEGIN
      IF pg_is_in_recovery() THEN RETURN; END IF;
      ${holdLogins}
      FOR login IN SELECT rolname FROM (${logins}) AS logins WHERE ${where} LOOP
        EXECUTE format('ALTER ROLE %I VALID UNTIL %L', login, ${to});
      END LOOP;
      -- Only a member of a login may end its sessions.
      FOR login IN SELECT rolname FROM (${logins}) AS logins WHERE until < ${clock} AND NOT pg_has_role(oid, 'USAGE') LOOP
        EXECUTE format('GRANT %I TO CURRENT_USER WITH INHERIT TRUE', login);
      END LOOP;
    END $fence$;
    WITH logins AS (${logins}), ended AS (
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN logins ON usename = rolname
      WHERE until < ${clock} AND NOT pg_is_in_recovery())
    SELECT concat_ws('|', pg_is_in_recovery(), count(*), count(*) FILTER (WHERE until IS NULL OR until > ${clock}),
      (SELECT count(*) FROM ended),
      coalesce(extract(epoch FROM min(until) FILTER (WHERE isfinite(until)))::bigint, 0))
    FROM logins`;
}

/** What stands after it. */
export interface Standing {
  /** It follows another server, and takes no writes anyway. */
  readonly standby: boolean;
  readonly logins: number;
  /** Those that can log in. */
  readonly open: number;
  /** Sessions that were ended just now. */
  readonly ended: number;
  /** When the first lease runs out, in seconds since 1970; 0 where there is none. */
  readonly until: number;
}

/** @param line  what the statements answer */
export function standingOf(line: string): Standing {
  const [standby, ...numbers] = line.split("|");
  const [logins = 0, open = 0, ended = 0, until = 0] = numbers.map(Number);
  return { standby: standby === "t", logins, open, ended, until };
}
