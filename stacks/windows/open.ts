/**
 * Whether deny windows are open at an instant, as Argo CD reckons it (SyncWindow.active in
 * pkg/apis/application/v1alpha1/types.go, v3.5.7): it takes what the wall shows now and asks cron as if that were UTC. A window
 * so lasts until the wall shows its end, however many hours pass; Argo CD begins one a second later than it says.
 */
import type { DenyWindow } from "./schedule.ts";
import { dayMs, firstInstant, minuteMs, type Wall, wallOf } from "./wall-clock.ts";

/** How far ahead a change is looked for. */
const farthest = 366 * dayMs;

interface Schedule {
  /** Minutes after midnight. */
  readonly start: number;
  readonly length: number;
  /** Whether it begins on the day that this time is in. */
  readonly beginsOn: (day: Wall) => boolean;
}

/** The windows that are closed at an instant. */
export const closedBy = (windows: readonly DenyWindow[], instant: number): readonly DenyWindow[] =>
  windows.filter((window) => endOf(window, instant) !== undefined);

/**
 * @returns the first instant, `instant` included, at which no window is closed; nothing where there is none for a year
 */
export function nextOpening(windows: readonly DenyWindow[], instant: number): number | undefined {
  for (let at = instant; at - instant < farthest; ) {
    const now = at;
    const ends = windows.flatMap((window) => {
      const end = endOf(window, now);
      return end === undefined ? [] : [firstInstant(end, window.timeZone)];
    });
    if (ends.length === 0) return at;
    at = Math.max(...ends, at + minuteMs);
  }
  return undefined;
}

/** @returns the first instant after this one at which a window closes; nothing where none does for a year */
export function nextClosing(windows: readonly DenyWindow[], instant: number): number | undefined {
  const starts = windows.flatMap((window) => {
    const { start, beginsOn } = scheduleOf(window);
    const wall = wallOf(instant, window.timeZone);
    for (let day = midnight(wall); day < wall + farthest; day += dayMs) {
      if (beginsOn(day) && day + start * minuteMs > wall)
        return [firstInstant(day + start * minuteMs, window.timeZone)];
    }
    return [];
  });
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** What the wall shows at the end of a window that is closed at this instant. */
function endOf(window: DenyWindow, instant: number): Wall | undefined {
  const { start, length, beginsOn } = scheduleOf(window);
  const wall = wallOf(instant, window.timeZone);
  for (let day = midnight(wall); day + dayMs > wall - length * minuteMs; day -= dayMs) {
    const began = day + start * minuteMs;
    const end = began + length * minuteMs;
    if (beginsOn(day) && began <= wall && wall < end) return end;
  }
  return undefined;
}

const midnight = (wall: Wall): Wall => Math.floor(wall / dayMs) * dayMs;

/** Reads what `schedule.ts` writes: minute and hour are numbers, the other fields lists of numbers or `*`. */
function scheduleOf({ schedule, duration }: DenyWindow): Schedule {
  const [minute, hour, dates = "", months = "", weekdays = ""] = schedule.split(" ");
  const [, hours, minutes] = /^(\d+)h(\d+)m$/.exec(duration) ?? [];
  const allows = (field: string) => (value: number) => field === "*" || field.split(",").map(Number).includes(value);
  const [date, month, weekday] = [allows(dates), allows(months), allows(weekdays)];
  return {
    start: Number(hour) * 60 + Number(minute),
    length: Number(hours) * 60 + Number(minutes),
    beginsOn: (day) => {
      const at = new Date(day);
      return date(at.getUTCDate()) && month(at.getUTCMonth() + 1) && weekday(at.getUTCDay());
    },
  };
}
