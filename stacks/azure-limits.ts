/** What Azure offers in other measures than AWS: refused in the settings, before anything exists. */

import { regionPairs } from "../components/azure/regions.ts";

/** The settings that these limits are about. */
interface Measured {
  readonly tier: string;
  readonly region: string;
  readonly cluster: { readonly administrators: readonly string[]; readonly logDays: number };
  readonly database: { readonly recoveryDays: number; readonly maximumStorageGib: number };
  readonly cache: { readonly replicas: number };
  readonly objects: { readonly oldVersionDays: number };
}

interface Limit {
  readonly path: string;
  readonly fits: string;
}

/** Sources: limits pages of the services on Microsoft Learn, November 2026. */
const limits = {
  /** Days, by PostgreSQL Flexible Server. */
  fewestRecoveryDays: 7,
  /** GiB, its largest disk. */
  largestDisk: 32_767,
  /** Of Azure Managed Redis. */
  replicas: 1,
  /** Days, by soft delete of blobs, which keeps old versions. */
  oldVersionDays: 365,
  /** Days, by a Log Analytics workspace. */
  logDays: 730,
} as const;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Everything in the settings of a stack on Azure that Azure does not offer. */
export function azureLimits({ tier, region, cluster, database, cache, objects }: Measured): readonly Limit[] {
  const problems: Limit[] = [];
  const refuse = (wrong: boolean, path: string, fits: string) => {
    if (wrong) problems.push({ path, fits });
  };
  refuse(
    tier === "cross-region" && !(region in regionPairs),
    "region",
    `one that Azure pairs with another, because the tier is cross-region: ${Object.keys(regionPairs).join(", ")}`,
  );
  cluster.administrators.forEach((principal, index) => {
    refuse(
      !uuid.test(principal),
      `cluster.administrators.${index}`,
      "the object id of an Entra group, a lower-case UUID",
    );
  });
  refuse(cluster.logDays > limits.logDays, "cluster.logDays", `at most ${limits.logDays} days on Azure`);
  refuse(
    database.recoveryDays < limits.fewestRecoveryDays,
    "database.recoveryDays",
    `at least ${limits.fewestRecoveryDays} days on Azure`,
  );
  refuse(
    database.maximumStorageGib > limits.largestDisk,
    "database.maximumStorageGib",
    `at most ${limits.largestDisk} GiB on Azure`,
  );
  refuse(cache.replicas > limits.replicas, "cache.replicas", "0 or 1 on Azure, where high availability is one replica");
  refuse(
    objects.oldVersionDays > limits.oldVersionDays,
    "objects.oldVersionDays",
    `at most ${limits.oldVersionDays} days on Azure`,
  );
  return problems;
}
