/** Maintenance windows in the forms that PostgreSQL and AKS take. */
import type { WeeklyWindow } from "../contracts/context.ts";

const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/** PostgreSQL takes a day (0 is Sunday) and a time in UTC, and stays within an hour of it. */
export const databaseWindow = ({ day, hour }: WeeklyWindow) => ({
  customWindow: "Enabled",
  dayOfWeek: days.indexOf(day),
  startHour: hour,
  startMinute: 0,
});

/** AKS takes whole hours, from 4 to 24. Source: "Use planned maintenance", Microsoft Learn, November 2026. */
const fewestHours = 4;

export const clusterWindow = ({ day, hour, minutes }: WeeklyWindow) => ({
  durationHours: Math.max(Math.ceil(minutes / 60), fewestHours),
  schedule: { weekly: { dayOfWeek: `${day.charAt(0).toUpperCase()}${day.slice(1)}`, intervalWeeks: 1 } },
  startTime: `${String(hour).padStart(2, "0")}:00`,
  utcOffset: "+00:00",
});
