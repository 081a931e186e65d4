import type { Bucket } from "./contracts/objects.ts";
import type { SecretReference } from "./contracts/secrets.ts";
import { tenantNamespace, tenantServiceAccounts } from "./gitops/facts.ts";
import type { Grant, WorkloadIdentity } from "./identities.ts";
import { restoresPath } from "./stores.ts";
import { tenantTags } from "./tags.ts";
import type { TenantArgs, TenantPlace } from "./tenant.ts";

export interface IdentityPlace extends TenantPlace {
  readonly secrets: readonly SecretReference[];
  /** The tenant's path in every bucket, without slashes at its ends. */
  readonly path: string;
}

type Workload = Exclude<keyof typeof tenantServiceAccounts, "secrets" | "copy">;

/**
 * The identities of one tenant. The one that writes backups cannot delete them, the one that deletes them sees no live
 * file, and each of them ends at the tenant's own path (`images/backup/README.md` says what each command needs).
 */
export function tenantIdentities(
  args: TenantArgs,
  place: IdentityPlace,
): Readonly<Record<Workload | "secrets", WorkloadIdentity>> & { readonly copy: WorkloadIdentity | undefined } {
  const { identity, externalSecrets, secrets } = place;
  const tags = tenantTags(args.name, args.businessUnit);
  const account = (workload: keyof typeof tenantServiceAccounts) => ({
    namespace: tenantNamespace(args.name),
    serviceAccount: tenantServiceAccounts[workload],
  });
  const pods = (workload: Workload | "copy", grants: readonly Grant[]) =>
    identity.workload(`tenant-${args.name}-${workload}`, {
      holder: account(workload),
      grants,
      tags,
    });
  const grants = workloadGrants(args.name, place);
  return {
    secrets: identity.workload(`tenant-${args.name}-secrets`, {
      holder: { ...account("secrets"), through: externalSecrets },
      grants: [{ may: "read-secrets", secrets }],
      tags,
    }),
    odoo: pods("odoo", grants.odoo),
    dump: pods("dump", grants.dump),
    prune: pods("prune", grants.prune),
    restore: pods("restore", grants.restore),
    copy: place.copyTo && pods("copy", copyGrants(place)),
  };
}

/** Reads what is copied; what it may write, the receiver says. */
const copyGrants = ({ stores, path }: IdentityPlace): readonly Grant[] => [
  readAll(stores.objects.buckets.backups, path),
  readAll(stores.objects.buckets.archives, path),
];

function workloadGrants(
  name: string,
  { stores, path, original }: IdentityPlace,
): Readonly<Record<Workload, readonly Grant[]>> {
  const { backups, archives, files, exports } = stores.objects.buckets;
  const prefix = `${path}/`;
  // restic writes a lock before it works and deletes it afterwards, even when it only reads.
  const deleteUnder = ["locks/"];
  return {
    odoo: [
      { may: "use-objects", bucket: files, prefix, actions: ["list", "read", "write", "delete"] },
      { may: "use-objects", bucket: exports, prefix, actions: ["list", "read", "write", "delete"] },
    ],
    dump: [
      { may: "use-objects", bucket: backups, prefix, actions: ["list", "read", "write"], deleteUnder },
      { may: "use-objects", bucket: files, prefix, actions: ["list", "read"] },
      { may: "use-objects", bucket: archives, prefix, actions: ["list", "read", "write"] },
    ],
    prune: [{ may: "use-objects", bucket: backups, prefix, actions: ["list", "read", "write", "delete"] }],
    restore: [
      { may: "use-objects", bucket: backups, prefix, actions: ["list", "read", "write"], deleteUnder },
      { may: "use-objects", bucket: files, prefix, actions: ["list", "read", "write"] },
      // Where a rehearsal puts files beside the live ones, and takes them away again.
      {
        may: "use-objects",
        bucket: files,
        prefix: `${restoresPath}/${name}/`,
        actions: ["list", "read", "write", "delete"],
      },
      { may: "use-objects", bucket: archives, prefix, actions: ["list", "read", "retrieve"] },
      // A copy reads its original's backups, and nothing else of it.
      ...(original ? [readAll(original.backups.bucket, original.backups.path)] : []),
    ],
  };
}

const readAll = (bucket: Bucket, path: string): Grant => ({
  may: "use-objects",
  bucket,
  prefix: `${path}/`,
  actions: ["list", "read"],
});
