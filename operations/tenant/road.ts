/** How a tenant's data gets from one place to another: a folder says where it should be, and moves none of it. */
import { tenantNamespace } from "../../components/gitops/facts.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { stepsToRun } from "./next.ts";
import type { Placement } from "./place.ts";
import type { PlatformTenants } from "./platforms.ts";

/**
 * @param from  where the tenant is today
 * @param old   as it is today; it stays until the last step
 * @returns steps in their order; none of them deletes data but the last, which asks for a verified backup
 */
export function stepsToMove(from: PlatformTenants, old: Tenant, placement: Placement): readonly string[] {
  const { name } = old.metadata;
  const { stack, settings } = placement.platform;
  const to = placement.tenant.metadata.name;
  const namespace = tenantNamespace(name);
  return [
    // The new place gets its own name at the end.
    ...stepsToRun(placement),
    `let nobody work in ${old.spec.hostname} any more, and take the last backup; what is written after it stays behind:\n     kubectl -n ${namespace} create job --from=cronjob/backup-archive final`,
    `fetch the newest folder of the archive bucket under tenants/${name}, and unpack its files.tar`,
    `bring it into the new place, which ends in the same checks as every restore:\n     npx longshore tenant import ${stack} ${to} --dump database.dump --filestore files --replace ${to}`,
    `let the hostname change hands in one commit, and be an alias of ingress.${settings.domain}:\n     npx longshore tenant move ${name} --from-stack ${from.stack} --hostname ${name}-old.${from.settings.domain}\n     npx longshore tenant move ${to} --from-stack ${stack} --hostname ${old.spec.hostname}`,
    `when nobody misses anything in the new place:\n     npx longshore tenant remove ${from.stack} ${name}`,
  ];
}
