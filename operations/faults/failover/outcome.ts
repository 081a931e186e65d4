/** Whether a switch has left anything to do. */
import type { Stage } from "./stage.ts";

/** @returns what another `pulumi up` of the recovery would change; nothing where it would change nothing */
export async function withoutChange({ pair }: Stage): Promise<readonly string[]> {
  const { ended, said } = await pair.recovery.run("up");
  if (ended !== "well") return [`another up of ${pair.places.recovery.stack} failed: ${said}`];
  const changes = said.match(/^ +[+~-]+ +\d+ \w+$/gm) ?? [];
  return changes.map((line) => `another up of ${pair.places.recovery.stack}: ${line.trim()}`);
}
