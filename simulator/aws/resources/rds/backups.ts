/** Automated backups, and to which time they reach back. */
import type { Place } from "../../../cloud/definition.ts";
import type { World } from "../../../world.ts";

/** The automated backups of an instance. */
export const backupsType = "simulator:rds/backups:Backups";

const keyOf = ({ account, region }: Place, identifier: string) =>
  ({ type: backupsType, id: identifier, account, region }) as const;

/** @param since  the first second to which the instance can be brought back; nothing takes its backups away */
export function noteBackups(world: World, place: Place, identifier: string, since: Date | undefined): void {
  const key = keyOf(place, identifier);
  if (since === undefined) world.remove(key);
  else if (!world.get(key)) world.put({ ...key, inputs: {}, outputs: { since: since.toISOString() } });
}

/** Whether the backups of an instance hold a time. */
export function reachBackTo(world: World, place: Place, identifier: string, time: string, days: number): boolean {
  const since = Date.parse(String(world.get(keyOf(place, identifier))?.outputs.since));
  const now = Date.now();
  const asked = Date.parse(time);
  return asked >= Math.floor(since / 1000) * 1000 && asked >= now - days * 86_400_000 && asked <= now;
}
