/** When a tenant's backups count as backups, by its tier: what its jobs check and its alerts compare. */
import type { Tenant } from "../../stacks/tenant.ts";
import {
  archivedWithinDays,
  backupWithin,
  readBackPercent,
  restoreWithin,
  retrievedWithinDays,
  tiers,
} from "../../stacks/tiers.ts";

const daySeconds = 86_400;

export interface Validation {
  /** How much of the repository each dump reads back, as restic takes it. */
  readonly readBack: string;
  /** Seconds that the newest backup may be old. */
  readonly backupWithin: number;
  /** Seconds after which a backup that was not restored counts as none. */
  readonly verifiedWithin: number;
  /** Seconds that a restore may take. */
  readonly restoreWithin: number;
  /** Seconds that the newest archive may be old, and that may pass between two retrievals of the oldest one. */
  readonly archivedWithin: number;
  readonly retrievedWithin: number;
}

export function backupValidation({ spec: { tier } }: Tenant): Validation {
  const plan = tiers[tier];
  return {
    readBack: `${readBackPercent(plan)}%`,
    backupWithin: backupWithin(plan),
    verifiedWithin: plan.verifiedWithin * daySeconds,
    restoreWithin: restoreWithin(plan),
    archivedWithin: archivedWithinDays * daySeconds,
    retrievedWithin: retrievedWithinDays * daySeconds,
  };
}
