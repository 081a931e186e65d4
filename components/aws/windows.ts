/** Maintenance and backup windows in the form that RDS and ElastiCache take. */
import type { WeeklyWindow } from "../contracts/context.ts";

const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;

/** Minutes between the end of the daily backup and the hour at which maintenance may begin. */
const gap = 30;
/** Length of the daily backup window in minutes: ElastiCache asks for at least 60, RDS for 30. */
const backupMinutes = 60;

/** For example `sun:01:00-sun:05:00`. */
export function maintenanceWindow({ day, hour, minutes }: WeeklyWindow): string {
  const start = days.findIndex((short) => day.startsWith(short)) * dayMinutes + hour * 60;
  return `${weekTime(start)}-${weekTime((start + minutes) % weekMinutes)}`;
}

/**
 * A daily window that ends half an hour before maintenance may begin: both services refuse windows that overlap, and a
 * backup right before maintenance is the one that is wanted after it.
 */
export function backupWindow({ hour }: WeeklyWindow): string {
  const end = hour * 60 - gap + dayMinutes;
  return `${clock((end - backupMinutes) % dayMinutes)}-${clock(end % dayMinutes)}`;
}

const weekTime = (minute: number) => `${days[Math.floor(minute / dayMinutes)]}:${clock(minute % dayMinutes)}`;

const clock = (minute: number) =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
