/** SQL in a tenant's database as Odoo's own role, past the application. */

import { loginOf, psql } from "../start/psql.ts";
import { odooPod, secretOf } from "../start/rehearsal.ts";
import { readSecret } from "../start/secrets.ts";
import { findTenants } from "../start/tenants.ts";
import type { Ground } from "./scenario.ts";

/**
 * @param name  of the tenant; default the one that is watched
 * @throws Error with psql's own words, or where the tenant runs no pod
 */
export async function askOwner(
  { platform, simulator, subject, toolchain }: Ground,
  sql: string,
  name = subject.tenant.metadata.name,
): Promise<string> {
  const tenant = (await findTenants(platform.api)).find((found) => found.name === name);
  if (!tenant) throw new Error(`${name} is not synced on ${platform.place.stack}`);
  const pod = await odooPod(platform.api, tenant.namespace);
  const secret = await readSecret(platform.api, tenant.namespace, secretOf(pod));
  return psql(toolchain, await loginOf(simulator, tenant, secret), sql);
}
