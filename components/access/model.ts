/**
 * Who may do what on a platform, for each operating model: one table, from which the rights in Argo CD, Kubernetes, the
 * cloud and the Git host are made, and the page `docs/operating-models.md`.
 *
 * `cluster.administrators` stand outside it: they are the runner and the way in when all else fails.
 */

export const operatingModels = ["centralised", "federated", "managed"] as const;
export type OperatingModel = (typeof operatingModels)[number];

/** What can be asked. Each right is its own: who may read secrets may not therefore restore. */
export const rights = {
  view: "see workloads, their state and their logs; no secret",
  sync: "have what Git says brought onto the cluster again, restart pods",
  approve: "approve changes in Git",
  "read-secrets": "read Kubernetes Secrets",
  "open-database": "open a tenant's database with the tenant's own log-in",
  restore: "run a restore job with a tenant's backups",
} as const;
export type Right = keyof typeof rights;

/** What a right holds for. `own` are the tenants of the holder's business unit; `releases` are the rings. */
export const reaches = ["platform", "releases", "tenants", "own"] as const;
export type Reach = (typeof reaches)[number];

/** Names as the setting `access` has them. */
export const roles = {
  platform: "platform team",
  engineers: "engineers of a business unit",
  releaseManagers: "release managers",
  operators: "operators on call",
  auditors: "auditors",
  databaseOwners: "database owners",
  provider: "provider's operators",
  customer: "customer's approvers",
  breakGlass: "break-glass group",
} as const;
export type RoleName = keyof typeof roles;

type Rights = Readonly<Partial<Record<Right, readonly Reach[]>>>;

interface Part {
  readonly may: Rights;
  readonly why: string;
}

const everywhere = ["platform", "tenants"] as const;

const auditors: Part = {
  may: { view: everywhere },
  why: "see everything, so that what happened can be told, and change nothing",
};

/** A role that a model does not name does not exist in it. */
export const models: Readonly<Record<OperatingModel, Readonly<Partial<Record<RoleName, Part>>>>> = {
  centralised: {
    platform: {
      may: {
        view: everywhere,
        sync: everywhere,
        approve: ["platform", "releases", "tenants"],
        "read-secrets": everywhere,
        "open-database": ["tenants"],
        restore: ["tenants"],
      },
      why: "runs the platform and every tenant on it",
    },
    engineers: { may: { view: ["own"] }, why: "see how their own tenants fare" },
    releaseManagers: {
      may: { view: ["tenants"], sync: ["tenants"], approve: ["releases"] },
      why: "move releases from ring to ring and see them arrive",
    },
    operators: {
      may: { view: everywhere, sync: everywhere, restore: ["tenants"] },
      why: "keep it running at night; a cure never needs a secret",
    },
    auditors,
    databaseOwners: {
      may: { view: everywhere, "open-database": ["tenants"], restore: ["tenants"] },
      why: "look after the servers and every tenant's data",
    },
  },
  federated: {
    platform: {
      may: {
        view: everywhere,
        sync: ["platform"],
        approve: ["platform", "releases"],
        "read-secrets": ["platform"],
      },
      why: "keeps the cluster and what all tenants share; tenants' data is not its business",
    },
    engineers: {
      may: {
        view: ["own"],
        sync: ["own"],
        approve: ["own"],
        "read-secrets": ["own"],
        "open-database": ["own"],
        restore: ["own"],
      },
      why: "run their own tenants, and see no other unit's",
    },
    releaseManagers: {
      may: { view: ["tenants"], approve: ["releases"] },
      why: "move releases from ring to ring; each unit syncs its own",
    },
    operators: {
      may: { view: everywhere, sync: ["platform"] },
      why: "keep the platform running at night; tenants have an on-call of their own",
    },
    auditors,
    databaseOwners: {
      may: { view: everywhere },
      why: "look after the shared servers; what is in a database is its unit's",
    },
  },
  managed: {
    provider: {
      may: { view: everywhere, sync: everywhere, restore: ["tenants"] },
      why: "operates all of it; of data it sees no more than a restore shows",
    },
    customer: {
      may: { view: everywhere, approve: ["platform", "releases", "tenants"] },
      why: "decides what changes: nothing reaches the cluster that it has not approved",
    },
    breakGlass: {
      may: { view: everywhere, "read-secrets": everywhere, "open-database": ["tenants"] },
      why: "empty until somebody is let in for hours, by the customer and on record",
    },
    engineers: { may: { view: ["own"] }, why: "see how their own tenants fare" },
    auditors,
  },
};

/** Roles that a model knows, in the table's order. */
export const rolesOf = (model: OperatingModel): readonly RoleName[] => names(models[model]);

/** What a role may do in a model, and on what; nothing where the model does not know the role. */
export const rightsOf = (model: OperatingModel, role: RoleName): Rights => models[model][role]?.may ?? {};

/** What somebody asks to do something to. */
export type Target = { readonly on: "platform" | "releases" } | { readonly on: "tenant"; readonly own: boolean };

/** The question that every rendering must answer like this. */
export function may(model: OperatingModel, role: RoleName, right: Right, target: Target): boolean {
  const granted = rightsOf(model, role)[right] ?? [];
  if (target.on !== "tenant") return granted.includes(target.on);
  return granted.includes("tenants") || (target.own && granted.includes("own"));
}

/** Keys of a record, with their type. */
function names<Key extends string>(record: Readonly<Partial<Record<Key, unknown>>>): readonly Key[] {
  return Object.keys(roles).filter((name): name is Key => name in record);
}
