/** Logins of a tenant's database server, as somebody holds them, and whether the server takes them. */
import { secrets } from "../../../simulator/kubernetes/api/resources.ts";
import { loginOf, psql } from "../../start/psql.ts";
import { readSecret } from "../../start/secrets.ts";
import { findTenants, type RunningTenant } from "../../start/tenants.ts";
import type { Ground } from "../scenario.ts";

export interface ServerLogin {
  /** Whose it is: the database's administrator, or a role of the tenant. */
  readonly of: string;
  readonly user: string;
  readonly password: string;
}

/** Names in the provisioning's Secret (gitops/tenant), which has all of them. */
const holders = ["ADMIN", "OWNER", "BACKUP", "VERIFY", "UPGRADE"] as const;
/** Those that may open the tenant's database; the others open the one that every server has. */
const insiders: readonly string[] = ["OWNER", "BACKUP", "UPGRADE"];
/** Where the platform's own jobs run. */
export const system = "longshore-system";

/** @throws Error where one is missing */
export const loginsIn = (secret: Readonly<Record<string, string>>): readonly ServerLogin[] =>
  holders.map((of) => {
    const { [`${of}_USER`]: user, [`${of}_PASSWORD`]: password } = secret;
    if (!user || !password) throw new Error(`the provisioning's Secret has no ${of}_USER with a password`);
    return { of, user, password };
  });

/** Whether a name of the provisioning's Jobs or Secrets is this tenant's, and no other's whose name begins with it. */
export const isProvisioning = (tenant: string, name: string): boolean =>
  name.startsWith(`provision-${tenant}-`) && /^[0-9a-f]{8}$/.test(name.slice(`provision-${tenant}-`.length));

/** One of them. @throws Error where there is none */
export async function presentLogin(ground: Ground, of: string): Promise<ServerLogin> {
  const found = (await presentLogins(ground)).find((login) => login.of === of);
  if (found) return found;
  throw new Error(`there is no login of ${of}`);
}

/** All logins that work by now. @throws Error where the tenant was not provisioned */
export async function presentLogins({ platform, subject }: Ground): Promise<readonly ServerLogin[]> {
  const { items } = await platform.api.list(secrets, { namespace: system });
  const own = items.filter(({ metadata }) => isProvisioning(subject.tenant.metadata.name, metadata.name));
  const created = ({ metadata }: (typeof own)[number]) => metadata.creationTimestamp ?? "";
  const newest = own.sort((a, b) => created(a).localeCompare(created(b))).at(-1)?.metadata.name;
  if (newest === undefined)
    throw new Error(`no Secret of ${system} is of the provisioning of ${subject.tenant.metadata.name}`);
  return loginsIn(await readSecret(platform.api, system, newest));
}

/**
 * Asks the server in somebody's name.
 * @param database  default the tenant's own where the login may open that, else the one that every server has
 * @throws Error with psql's own words
 */
export async function askAs(
  ground: Ground,
  { of, user, password }: ServerLogin,
  sql: string,
  database?: string,
): Promise<string> {
  const { simulator, toolchain } = ground;
  const tenant = await runningTenant(ground);
  const login = await loginOf(simulator, tenant, { PGUSER: user, PGPASSWORD: password });
  const own = insiders.includes(of) ? tenant.databaseName : "postgres";
  return psql(toolchain, { ...login, PGDATABASE: database ?? own }, sql);
}

/** @throws Error where Argo CD has not synced the tenant */
export async function runningTenant({ platform, subject }: Ground): Promise<RunningTenant> {
  const { name } = subject.tenant.metadata;
  const found = (await findTenants(platform.api)).find((tenant) => tenant.name === name);
  if (found) return found;
  throw new Error(`${name} is not synced on ${platform.place.stack}`);
}

/** PostgreSQL 16, "Error messages of client authentication": of a login that is gone it says the same as of a wrong password. */
const refusals = /password authentication failed|is not permitted to log in/;

/** @returns what is wrong where a leaked login still opens the server, or something else kept it out */
export async function stillOpen(ground: Ground, login: ServerLogin): Promise<string | undefined> {
  const said = await askAs(ground, login, "SELECT 1").then(
    () => "it was let in",
    (error: Error) => error.message,
  );
  return refusals.test(said) ? undefined : `${login.user}: ${said}`;
}
