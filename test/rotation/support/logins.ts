/** A tenant whose logins carry the dates of their passwords, as Pulumi writes them into the secret store. */
import { type Environment, succeed } from "../../backup/support/run.ts";
import type { Tenant } from "../../backup/support/tenant.ts";

const roles = ["OWNER", "BACKUP", "VERIFY"] as const;
export type RoleName = (typeof roles)[number];

const compact = (date: string) => date.replaceAll("-", "");

/** Name of a tenant's role of a kind. */
export const roleName = (tenant: Tenant, role: RoleName): string => `${tenant.database}_${role.toLowerCase()}_role`;

/** What a pod that holds the password of a date has in its environment. */
export function loginOf(tenant: Tenant, role: RoleName, date: string): Environment {
  const { TENANT, PGHOST, PGPORT, PGSSLMODE, PGDATABASE, ...rest } = tenant.environment.restore;
  const PGUSER = `${roleName(tenant, role)}_${compact(date)}`;
  const place = { TENANT, PGHOST, PGPORT, PGSSLMODE, PGDATABASE };
  return { ...rest, ...strings(place), PGUSER, PGPASSWORD: passwordOf(role, date) };
}

const passwordOf = (role: RoleName, date: string) => `password-of-${role.toLowerCase()}-${date}`;

/** Runs the provisioning Job's command for a list of dates, the one in use first. */
export function provision(tenant: Tenant, [current, previous]: readonly [string, string?]): Promise<unknown> {
  const logins = roles.map((role) => ({
    [`${role}_USER`]: `${roleName(tenant, role)}_${compact(current)}`,
    [`${role}_PASSWORD`]: passwordOf(role, current),
    [`${role}_PREVIOUS_USER`]: previous === undefined ? "" : `${roleName(tenant, role)}_${compact(previous)}`,
    [`${role}_PREVIOUS_PASSWORD`]: previous === undefined ? "" : passwordOf(role, previous),
  }));
  return succeed("provision", strings(Object.assign({ ...tenant.environment.provision }, ...logins)));
}

/** Without what is not set. */
function strings(values: Readonly<Record<string, string | undefined>>): Environment {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
