/** What may strike in the middle of a failover, and what must hold all the same. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../drill/scenarios/catching-up.ts";
import { withoutChange } from "./outcome.ts";
import { promotions } from "./promotions.ts";
import { returns } from "./returns.ts";
import type { Stage } from "./stage.ts";
import { switchRole, takenOver } from "./switch.ts";

export interface FailoverFault {
  /** What strikes. */
  readonly name: string;
  readonly holds: string;
  /** Plays it on a pair that serves. @returns what is not as it must be */
  readonly play: (stage: Stage) => Promise<readonly string[]>;
}

const twice: FailoverFault = {
  name: "failover started twice",
  holds: "the second run is refused while the first one works, and afterwards changes nothing",
  play: async (stage) => {
    const { pair } = stage;
    const { stack } = pair.places.recovery;
    const order = () => pair.longshore("recovery", "failover", "--stack", stack, "--yes");
    await stage.rest("primary");
    await stage.loseRegion();
    await Promise.all([order(), order()]);
    const first = pair.recovery.run("up");
    await Promise.race([locked(stage), first]);
    const second = await pair.recovery.run("up");
    const { ended, said } = await first;
    await order();
    return [
      ...(/currently locked/.test(second.said)
        ? []
        : [`a second run beside the first one was not refused: ${second.said}`]),
      ...(ended === "well" ? [] : [`the first run failed: ${said}`]),
      ...(await withoutChange(stage)),
      ...(await takenOver(stage)),
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
    return [
      ...(refused ? [] : [`failover of ${stack}, which was overtaken, said ${said}`]),
      ...(await withoutChange(stage)),
      ...(await takenOver(stage)),
    ];
  },
};

export const failoverFaults: readonly FailoverFault[] = [...promotions, twice, wrongSide, ...returns];
