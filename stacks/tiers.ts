/**
 * The recovery tiers: what a company may lose and how long it may stand still, and the rhythms that follow from it.
 * Settings, backup jobs and `docs/recovery-tiers.md` are made from this table; nothing else says a figure of a tier.
 */
import type { Tier } from "../components/contracts/context.ts";

/** What a logistics company does, in the order in which it must come back. */
export const businessFunctions = ["shipment execution", "order processing", "inventory accuracy", "invoicing"] as const;
export type BusinessFunction = (typeof businessFunctions)[number];

export interface Objective {
  /** Seconds of work that may be lost. */
  readonly rpo: number;
  /** Seconds until work goes on. */
  readonly rto: number;
}

export interface Retention {
  /** How many of the newest days, ISO weeks and months, all in UTC, keep their newest backup. */
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

export interface TierPlan {
  /** For whom it is meant. */
  readonly company: string;
  /** What is lost at most when this goes, in words. */
  readonly survives: string;
  readonly objectives: Readonly<Record<BusinessFunction, Objective>>;
  /**
   * Hours between two dumps. Each is incremental in what it stores and full in what it gives: restic keeps the parts that
   * changed, and any one of them restores alone. What happens in between is covered by point-in-time recovery.
   */
  readonly hoursBetweenDumps: number;
  /** Days of point-in-time recovery that production has at least: the database's own full copies and logs. */
  readonly pointInTimeDays: number;
  readonly retention: Retention;
  /** Days of the week, as cron names them, on which the newest backup is restored and checked. */
  readonly verifyDays: string;
  /** Days after which a backup that was not restored counts as none. */
  readonly verifiedWithin: number;
  /** Months between two drills. */
  readonly monthsBetweenDrills: number;
}

const [minute, hour] = [60, 3600];
const every = (objective: Objective): TierPlan["objectives"] => ({
  "shipment execution": objective,
  "order processing": objective,
  "inventory accuracy": objective,
  invoicing: objective,
});

/** What Odoo.sh keeps of every production, and what its users expect (Odoo documentation, "Odoo.sh", Backups, read 2026-11). */
const retention: Retention = { daily: 7, weekly: 4, monthly: 3 };

/**
 * What is the same for every tier. An archive is a full dump on its own: it needs no other backup and no restic, is locked
 * against everybody and gets colder with age, so that how it comes back is tried as well.
 */
export const archives = {
  /** Day of the month on which each month's archive is written. */
  day: 1,
  /** Months in which the oldest archive is fetched from where it lies and restored into a throwaway database, and the day. */
  retrieval: { months: [2, 5, 8, 11], day: 2 },
  /** Days for which archives are locked at least where a tenant of the platform is on legal hold. */
  heldLockDays: 365,
} as const;

/** Days after which the newest archive, and the last retrieval, are overdue: the longest month or quarter, and a day or two. */
export const archivedWithinDays = 32;
export const retrievedWithinDays = 95;

/** Days in which the dumps together have read back about all of the repository: storage rots where nobody reads. */
const readBackDays = 28;

/** Percent of the repository that each dump reads back besides what it wrote. */
export const readBackPercent = ({ hoursBetweenDumps }: TierPlan): number =>
  Math.ceil((100 * hoursBetweenDumps) / (24 * readBackDays));

/** Seconds after which the newest backup is too old: one dump may fail, the next one must not. */
export const backupWithin = ({ hoursBetweenDumps }: TierPlan): number => 2 * hoursBetweenDumps * hour;

/** Seconds that a restore may take. It brings back the whole database, which order processing is the first to need whole. */
export const restoreWithin = ({ objectives }: TierPlan): number => objectives["order processing"].rto;

/** Seconds until a platform stands that is made from code alone, and the world asks its name servers: a person enters them. */
const rebuiltWithin = 2 * hour;

/**
 * What holds where a platform comes back in another account or on the other cloud, from copied backups alone: no replica
 * follows there, so no tier's RPO can hold. The last dump that was copied may be as old as a rhythm when the next one is
 * taken, and that one's copy has until the dump after it; then everything is made from code and restored whole.
 */
export const byBackups = (plan: TierPlan): Objective => ({
  rpo: backupWithin(plan),
  rto: rebuiltWithin + restoreWithin(plan),
});

/** Seconds in which people see that data is wrong and close the database: a duty of theirs, no figure of a cloud's. */
const noticedWithin = 5 * minute;

/**
 * What holds where somebody's mistake has spoilt a database. Replicas have the mistake at once, so it goes back to the second
 * before: what was written between that second and the closing is lost, and the rest takes as long as a restore.
 */
export const byRewind = (plan: TierPlan): Objective => ({
  rpo: Math.max(plan.objectives["order processing"].rpo, noticedWithin),
  rto: restoreWithin(plan),
});

/** From the weakest to the strongest. */
export const tiers: Readonly<Record<Tier, TierPlan>> = {
  restore: {
    company: "single-warehouse operator",
    survives: "nothing by itself; data comes back from a backup",
    objectives: {
      ...every({ rpo: 24 * hour, rto: 8 * hour }),
      invoicing: { rpo: 24 * hour, rto: 24 * hour },
    },
    hoursBetweenDumps: 24,
    pointInTimeDays: 7,
    retention,
    verifyDays: "0",
    verifiedWithin: 8,
    monthsBetweenDrills: 12,
  },
  "high-availability": {
    company: "regional distributor",
    survives: "a node, a server or a zone, by themselves",
    objectives: {
      ...every({ rpo: 5 * minute, rto: hour }),
      "shipment execution": { rpo: 5 * minute, rto: 30 * minute },
      invoicing: { rpo: 5 * minute, rto: 8 * hour },
    },
    hoursBetweenDumps: 12,
    pointInTimeDays: 7,
    retention,
    verifyDays: "0,3",
    verifiedWithin: 5,
    monthsBetweenDrills: 6,
  },
  "cross-region": {
    company: "national 3PL",
    survives: "a region",
    objectives: {
      ...every({ rpo: 5, rto: 25 * minute }),
      "shipment execution": { rpo: 5, rto: 10 * minute },
      invoicing: { rpo: 5, rto: 4 * hour },
    },
    hoursBetweenDumps: 6,
    pointInTimeDays: 7,
    retention,
    verifyDays: "*",
    verifiedWithin: 2,
    monthsBetweenDrills: 3,
  },
};

/** The names, from the weakest to the strongest. */
export const tierNames = ["restore", "high-availability", "cross-region"] as const satisfies readonly Tier[];

/** Whether a platform of one tier gives what another asks for. */
export const offers = (platform: Tier, asked: Tier): boolean => tierNames.indexOf(asked) <= tierNames.indexOf(platform);
