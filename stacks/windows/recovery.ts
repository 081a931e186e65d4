/**
 * Closed hours after a switch of roles: a platform that was just promoted starts at once, whatever the calendars say. They end
 * being lifted in the way that an emergency does (`lifted.ts`), because the windows that are handed over say when.
 */

import type { Calendar } from "./closes.ts";
import { dateOf } from "./closes.ts";
import { denyWindows } from "./deny.ts";
import { longestEmergencyHours } from "./lifted.ts";
import { dayMs } from "./wall-clock.ts";

/** What of a stack's settings says that its role was switched. */
export interface Switched {
  readonly role: "primary" | "recovery";
  readonly link?:
    | {
        /** On a stack that was made to recover another one: that one. */
        readonly platform?: string | undefined;
        /** Written by `longshore failover`. */
        readonly windowsLiftedUntil?: string | undefined;
      }
    | undefined;
}

export interface Lift {
  /** In words, for the project of each tenant. */
  readonly why: string;
  /** Milliseconds since 1970; nothing: until the settings name an end. */
  readonly until: number | undefined;
}

/**
 * @returns what lifts the windows of all tenants, or nothing. A recovery whose role was set by hand has no end to it: who
 *          forgets a date must not wait for one.
 */
export function liftOf({ role, link }: Switched, now: Date): Lift | undefined {
  if (role !== "primary" || !link) return undefined;
  const { platform, windowsLiftedUntil: until } = link;
  if (until !== undefined)
    return Date.parse(until) > now.getTime()
      ? { why: `a switch of roles until ${until}`, until: Date.parse(until) }
      : undefined;
  return platform === undefined
    ? undefined
    : { why: "a switch of roles; write longshore:link.windowsLiftedUntil to end it", until: undefined };
}

/** @returns what fits in place of an end that is too far away: cron knows no year (`lifted.ts`) */
export function liftProblem({ link }: Switched, now: Date): string | undefined {
  const latest = now.getTime() + longestEmergencyHours * 3_600_000;
  if (link?.windowsLiftedUntil === undefined || Date.parse(link.windowsLiftedUntil) <= latest) return undefined;
  return `an instant at most ${longestEmergencyHours} hours from now`;
}

interface Site {
  readonly ring: string;
  readonly calendar: Calendar;
  readonly emergency?: { readonly until: string } | undefined;
}

/**
 * The fact `quietWindows` of each tenant while windows are lifted, in the order of the tenants.
 * @returns JSON lists; empty ones where all of them together are too long for the Secret that carries facts: then nothing is
 *          closed until the next `pulumi up` after the end
 */
export function liftedWindows(sites: readonly Site[], { until }: Lift): readonly string[] {
  const lists = sites.map((site) => JSON.stringify(until === undefined ? [] : windowsFrom(site, until)));
  const bytes = lists.reduce((sum, { length }) => sum + length, 0);
  return bytes > roomForWindows ? sites.map(() => "[]") : lists;
}

/** Bytes. Annotations of an object have 256 KiB in all, and 80 tenants take up to 208 of them (`stacks/capacity.ts`). */
const roomForWindows = 40 * 1024;

function windowsFrom({ ring, calendar, emergency }: Site, until: number) {
  if (!ring.startsWith("production")) return [];
  const end = Math.max(until, emergency ? Date.parse(emergency.until) : 0);
  // A day early, because the site's wall may show the day before.
  return denyWindows(calendar, dateOf(end - dayMs), end);
}
