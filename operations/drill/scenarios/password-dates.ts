/** Dates that a stack's passwords are named after (docs/decisions/rotation.md), as a drill changes them. */
import { workTree } from "../../../simulator/paths.ts";
import type { Settings } from "../../../stacks/settings.ts";
import { toSettings } from "../../settings.ts";
import { type Changes, readConfig, writeSettings } from "../../stack-file.ts";
import type { Ground } from "../scenario.ts";

type Dates = Pick<Settings["secrets"], "passwordDate" | "tenantPasswordDates">;

const dayMs = 86_400_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Today; where a password has that date or a later one already, the day after, so that it is a new one. */
export function newDate({ passwordDate, tenantPasswordDates: [inUse] }: Dates, now: Date): string {
  const last = Math.max(Date.parse(passwordDate), Date.parse(inUse));
  return dayOf(Math.max(now.getTime(), last + dayMs));
}

/** Settings with new passwords for all, beside which the tenants' present ones work on. */
export const beside = ({ tenantPasswordDates: [inUse] }: Dates, date: string): Changes => [
  [["longshore:secrets", "passwordDate"], date],
  [
    ["longshore:secrets", "tenantPasswordDates"],
    [date, inUse],
  ],
];

/** Settings in which the tenants' new passwords are the only ones. */
export const alone = (date: string): Changes => [[["longshore:secrets", "tenantPasswordDates"], [date]]];

/** Dates as an earlier drill on the same simulator may have left them. */
export async function presentDates({ simulator, platform: { place } }: Ground): Promise<Dates> {
  const environment = await simulator.environment(place.account, place.region);
  return toSettings(readConfig(workTree, place.stack, environment), place.stack).secrets;
}

/** What `pulumi config set` would write into the stack's file; the simulator lays it over that. */
export async function writeDates({ simulator, platform: { place } }: Ground, changes: Changes): Promise<void> {
  writeSettings(workTree, place.stack, changes, await simulator.environment(place.account, place.region));
}
