/** A failover that is ordered twice, or on the wrong side. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../drill/scenarios/catching-up.ts";
import type { FailoverFault } from "./fault.ts";
import { settled } from "./outcome.ts";
import type { Stage } from "./stage.ts";
import { giveRole, switchRole } from "./switch.ts";

const twice: FailoverFault = {
  name: "failover started twice",
  holds: "the second run is refused while the first one works, and afterwards changes nothing",
  play: async (stage) => {
    const { recovery } = stage.pair;
    await stage.rest();
    await stage.loseRegion();
    await Promise.all([giveRole(stage), giveRole(stage)]);
    const first = recovery.run("up");
    await Promise.race([locked(stage), first]);
    const second = await recovery.run("up");
    const { ended, said } = await first;
    await giveRole(stage);
    const refused = /currently locked/.test(second.said);
    return [
      ...(refused ? [] : [`a second run beside the first one was not refused: ${second.said}`]),
      ...(ended === "well" ? [] : [`the first run failed: ${said}`]),
      ...(await settled(stage)),
    ];
  },
};

/** Waits until a run holds the recovery's lock. */
async function locked({ simulator, pair }: Stage): Promise<void> {
  const { project, stack } = pair.places.recovery;
  const folder = join(simulator.paths.state, ".pulumi", "locks", "organization", project, stack);
  await until("no run holds the stack", async () => existsSync(folder) && readdirSync(folder).length > 0);
}

const wrongSide: FailoverFault = {
  name: "failover started on the wrong side",
  holds: "the stack that was overtaken is refused, and neither side changes",
  play: async (stage) => {
    const { pair } = stage;
    const { stack } = pair.places.primary;
    await switchRole(stage);
    await pair.mustUp("recovery");
    const said = await pair.longshore("primary", "failover", "--stack", stack, "--yes").then(
      () => "nothing",
      (error: Error) => error.message,
    );
    const refused = said.includes("longshore failback");
    return [...(refused ? [] : [`failover of ${stack}, which was overtaken, said ${said}`]), ...(await settled(stage))];
  },
};

export const orders: readonly FailoverFault[] = [twice, wrongSide];
