/** Daily windows for backups, `23:30-00:30`, against weekly ones for maintenance, `sun:01:00-sun:05:00`; all in UTC. */

const minutesOfDay = 24 * 60;
const minutesOfWeek = 7 * minutesOfDay;
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Minutes since Monday; a time without a day is one of Monday. */
function minuteOf(time: string): number {
  const [, day = "mon", hour, minute] = /^(?:([a-z]{3}):)?(\d{2}):(\d{2})$/i.exec(time) ?? [];
  return days.indexOf(day.toLowerCase()) * minutesOfDay + Number(hour) * 60 + Number(minute);
}

function parse(window: string, around: number): { readonly start: number; readonly length: number } {
  const [start = 0, end = 0] = window.split("-").map(minuteOf);
  return { start, length: (((end - start) % around) + around) % around };
}

/** Whether the daily window meets the weekly one on any day. */
export function overlap(daily: string, weekly: string): boolean {
  const often = parse(daily, minutesOfDay);
  const seldom = parse(weekly, minutesOfWeek);
  return days.some((_, day) => {
    const distance = often.start + day * minutesOfDay - seldom.start;
    const after = ((distance % minutesOfWeek) + minutesOfWeek) % minutesOfWeek;
    return after < seldom.length || minutesOfWeek - after < often.length;
  });
}
