/** Which backups stay. Pure: takes snapshots and a date, gives a plan. */
import { isBackup, legalHold, type Snapshot, tagOf, verifiedBy } from "./snapshots.ts";

export interface Keep {
  /** How many of the newest days, ISO weeks and months, all in UTC, keep their newest backup. */
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

export interface KeptBackup {
  readonly id: string;
  readonly reasons: readonly string[];
  /** Whether it was restored once and found whole. */
  readonly verified: boolean;
}

export interface RetentionPlan {
  readonly kept: readonly KeptBackup[];
  /** Ids of backups, and of records about them, to forget. */
  readonly removed: readonly string[];
}

/**
 * Only `scheduled` and `before-upgrade` backups without a legal hold ever go. Whatever the numbers say, the newest backup
 * and the newest verified one stay. A backup dated after now stays and counts for nothing: whoever can write snapshots
 * could date one so, to push true ones out.
 */
export function planRetention(snapshots: readonly Snapshot[], keep: Keep, now: Date): RetentionPlan {
  const records = snapshots.filter((snapshot) => verifiedBy(snapshot) !== undefined);
  const verified = new Set(records.map(verifiedBy));
  const isVerified = (backup: Snapshot) => verified.has(backup.original) || verified.has(backup.id);
  const backups = snapshots
    .filter(isBackup)
    .sort((one, other) => other.time.getTime() - one.time.getTime() || (one.id < other.id ? -1 : 1));
  const past = backups.filter((backup) => backup.time <= now);

  const reasons = new Map<Snapshot, string[]>();
  const hold = (backup: Snapshot | undefined, reason: string) => {
    if (backup) reasons.set(backup, [...(reasons.get(backup) ?? []), reason]);
  };
  for (const backup of backups) {
    if (backup.time > now) hold(backup, "dated in the future");
    if (backup.tags.includes(legalHold)) hold(backup, "legal hold");
    if (tagOf(backup, "kind") === "final") hold(backup, "final");
  }
  for (const backup of newestOfEach(past, dayOf, keep.daily)) hold(backup, "daily");
  for (const backup of newestOfEach(past, weekOf, keep.weekly)) hold(backup, "weekly");
  for (const backup of newestOfEach(past, monthOf, keep.monthly)) hold(backup, "monthly");
  hold(past[0], "newest");
  hold(past.find(isVerified), "newest verified");

  const kept = [...reasons].map(([backup, why]) => ({ id: backup.id, reasons: why, verified: isVerified(backup) }));
  const stays = new Set([...reasons.keys()].flatMap((backup) => [backup.id, backup.original]));
  const removed = [
    ...backups.filter((backup) => !reasons.has(backup)),
    ...records.filter((record) => !stays.has(verifiedBy(record) ?? "")),
  ];
  return { kept, removed: removed.map((snapshot) => snapshot.id) };
}

/** The newest backup of each of the newest `count` periods that have one. */
function newestOfEach(
  newestFirst: readonly Snapshot[],
  period: (time: Date) => string,
  count: number,
): readonly Snapshot[] {
  const newest = new Map<string, Snapshot>();
  for (const backup of newestFirst) {
    const key = period(backup.time);
    if (!newest.has(key)) newest.set(key, backup);
  }
  return [...newest.values()].slice(0, count);
}

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);
const monthOf = (time: Date): string => time.toISOString().slice(0, 7);

/** The Thursday of its ISO week names the week. */
function weekOf(time: Date): string {
  const thursday = new Date(time);
  thursday.setUTCDate(time.getUTCDate() + 4 - (time.getUTCDay() || 7));
  return dayOf(thursday);
}
