/**
 * A platform comes up at any hour, also when its tenants' calendars are closed. What an operator would do then is done in
 * the simulated repository: an emergency for those tenants, with its trace. The work tree is not touched.
 */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import { workTree } from "../../simulator/paths.ts";
import { toMinute } from "../../stacks/tenant/emergency.ts";
import { closedBy, nextClosing } from "../../stacks/windows/open.ts";
import { lift } from "../ring/lift.ts";
import { members } from "../ring/place.ts";
import type { StackPlace } from "../stacks.ts";
import { readHorizon } from "../tenant/horizon.ts";
import { quietWindows } from "../tenant/windows.ts";

const hourMs = 3_600_000;
/** A start takes minutes; what closes within the hour would stop it in its midst. */
const enough = hourMs;
/** Long enough to try the platform. */
const lifted = 24 * hourMs;

/** @returns what it did, for people; nothing where all are open */
export async function openHours(client: SimulatorClient, place: StackPlace, now: Date): Promise<readonly string[]> {
  const names = closedTenants(place.platform, now);
  if (names.length === 0) return [];
  const until = toMinute(new Date(now.getTime() + lifted));
  const emergency = {
    until,
    owner: "simulator@longshore.example",
    reason: "the simulated platform comes up at this hour",
  };
  const platforms = join(workTree, "gitops", "platforms");
  const read = (file: string) => readFileSync(file, "utf8");
  const files = names.flatMap((tenant) => [
    ...lift({ platforms, stack: place.platform, tenant, emergency, now, read }).files,
  ]);
  const texts = Object.fromEntries(files.map(([file, text]) => [relative(workTree, file), text]));
  const what = `closed hours of ${names.join(", ")} are lifted until ${until}`;
  await client.commit(place.branch, texts, `Emergency: ${what}`);
  return [what];
}

/** Tenants of a stack that are closed now or within the hour. */
export function closedTenants(stack: string, now: Date): readonly string[] {
  const there = members(workTree).filter((member) => member.stack === stack);
  const closed = there.filter(({ tenant }) => {
    const windows = quietWindows(tenant, readHorizon());
    const next = nextClosing(windows, now.getTime());
    return closedBy(windows, now.getTime()).length > 0 || (next !== undefined && next - now.getTime() < enough);
  });
  return closed.map(({ tenant }) => tenant.metadata.name);
}
