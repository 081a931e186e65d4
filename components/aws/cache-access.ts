/**
 * What a tenant's user may do in the cache.
 *
 * Keys: Odoo's `session_redis` writes `session:<prefix>:<id>`, its releases for Odoo 18 and 19 in fact
 * `session::<prefix>:<id>` (camptocamp/odoo-cloud-platform, `session_redis/session.py`, November 2026). Both are allowed;
 * the prefix is the tenant's name, which has no colon in it.
 *
 * Commands: those that list keys are refused, because Valkey does not restrict them to the user's own keys
 * (valkey-io/valkey issue 370) and the name of a session's key is the session's secret: who lists names can act as any
 * user of any tenant. The price is that "log out this device" in Odoo, which looks for keys, does not work on this store.
 */
export function tenantAccess(prefix: string): string {
  const keys = [`~session:${prefix}:*`, `~session::${prefix}:*`];
  const commands = ["-@all", "+@read", "+@write", "+@connection", "-@admin", "-@dangerous"];
  const listing = ["-scan", "-randomkey", "-dbsize"];
  return ["on", ...keys, ...commands, ...listing].join(" ");
}

/** The user that connects without a name: it exists because the engine knows it, and it may do nothing. */
export const defaultAccess = "off -@all";
