/** How a switch of roles has ended. */
import { complaintsOf } from "./audit.ts";
import type { Stage } from "./stage.ts";

/** Whether another run finds nothing to do, and the recovery has taken over. @returns what is not as it must be */
export const settled = async (stage: Stage): Promise<readonly string[]> => [
  ...(await withoutChange(stage)),
  ...(await takenOver(stage)),
];

/** @returns what another `pulumi up` of the recovery would change; nothing where it would change nothing */
async function withoutChange({ pair }: Stage): Promise<readonly string[]> {
  const { ended, said } = await pair.recovery.run("up");
  if (ended !== "well") return [`another up of ${pair.places.recovery.stack} failed: ${said}`];
  const changes = said.match(/^ +[+~-]+ +\d+ \w+$/gm) ?? [];
  return changes.map((line) => `another up of ${pair.places.recovery.stack}: ${line.trim()}`);
}

/**
 * Waits until the recovery serves and the former primary, whose region returns, is closed; then counts all rows.
 * @returns what is not as it must be
 */
export async function takenOver(stage: Stage): Promise<readonly string[]> {
  await stage.served("recovery");
  if (stage.isLost) await stage.regainRegion();
  await closed(stage);
  const writing = await stage.openLogins("primary");
  return [
    ...(writing === 0 ? [] : [`${writing} logins are open at the former primary`]),
    ...complaintsOf(await stage.audit()),
  ];
}

/** Waits until every fence of the former primary has closed its server. */
export async function closed(stage: Stage): Promise<void> {
  const { stack } = stage.pair.places.recovery;
  const pattern = new RegExp(`the record names ${stack}; 0 of [1-9]\\d* logins are open`);
  await Promise.all(stage.fencesOf("primary").map((fence) => fence.said(pattern)));
}
