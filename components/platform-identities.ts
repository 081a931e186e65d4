import { workloads } from "./gitops/facts.ts";
import type { Identity, WorkloadIdentity } from "./identities.ts";
import type { ZoneFacts } from "./standby.ts";
import type { Stores } from "./stores.ts";
import type { Tenant } from "./tenant.ts";

export interface PlatformIdentities {
  readonly externalSecrets: WorkloadIdentity;
  readonly externalDns: WorkloadIdentity;
  readonly certManager: WorkloadIdentity;
}

/** The identities of what Argo CD runs for the whole platform. */
export function platformIdentities(identity: Identity, { zoneId }: ZoneFacts): PlatformIdentities {
  return {
    // Reads nothing itself: it takes on the identity of the tenant whose secret is asked for.
    externalSecrets: identity.workload("external-secrets", { holder: workloads.externalSecrets, grants: [] }),
    // TXT records are how external-dns knows which records are its own.
    externalDns: identity.workload("external-dns", {
      holder: workloads.externalDns,
      grants: [{ may: "change-records", zoneId, types: ["A", "AAAA", "CNAME", "TXT"] }],
    }),
    // A TXT record proves to the certificate authority that the zone is ours.
    certManager: identity.workload("cert-manager", {
      holder: workloads.certManager,
      grants: [{ may: "change-records", zoneId, types: ["TXT"] }],
    }),
  };
}

/**
 * Through it External Secrets reads what the provisioning Jobs need: the administrator of each server and the roles that
 * they make on it. The administrator's password stays in the platform's own namespace.
 */
export function provisioningIdentity(
  identity: Identity,
  { externalSecrets }: PlatformIdentities,
  { database }: Stores,
  tenants: readonly Tenant[],
): WorkloadIdentity {
  // A set, because shared tenants all name the same administrator.
  const secrets = new Set([database.admin, ...tenants.flatMap(({ provisioning }) => provisioning)]);
  return identity.workload("provisioning", {
    holder: { ...workloads.provisioning, through: externalSecrets },
    grants: [{ may: "read-secrets", secrets: [...secrets] }],
  });
}
