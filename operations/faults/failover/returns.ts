/** The former primary's region comes back while its role is being taken, or later. */
import { until } from "../../drill/scenarios/catching-up.ts";
import { complaintsOf } from "./audit.ts";
import type { FailoverFault } from "./fault.ts";
import { rhythm } from "./fences.ts";
import { closed, takenOver } from "./outcome.ts";
import type { Writer } from "./rows.ts";
import type { Stage } from "./stage.ts";
import { following, giveRole, goOn, switchRole, upStruck } from "./switch.ts";

/**
 * Rows that the former primary took between the promotion and its closing may be there alone, and none later.
 * @param writers  that write to it
 */
async function bounded(stage: Stage, writers: readonly Writer[]): Promise<readonly string[]> {
  await closed(stage);
  const refused = performance.now() / 1000;
  await Promise.all(writers.map((writer) => writer.refused()));
  const after = writers.flatMap(({ book }) => [...book].filter(([, at]) => at !== undefined && at > refused));
  await stage.served("recovery");
  const { stranded, ...rest } = await stage.audit();
  stage.tell(`${stranded.length} rows are at the former primary alone`);
  return [
    ...after.map(([name]) => `${name} was acknowledged by the former primary when it was closed`),
    ...complaintsOf({ ...rest, stranded: [] }),
  ];
}

const beforeUp: FailoverFault = {
  name: "region returns between role and up",
  holds: "it serves on and is followed until the record turns; then it takes nothing more",
  play: async (stage) => {
    await stage.loseRegion();
    await giveRole(stage);
    await stage.regainRegion();
    const writers = await stage.write("primary");
    await Promise.all(writers.map((writer) => writer.served()));
    await stage.pair.mustUp("recovery");
    return bounded(stage, writers);
  },
};

const duringUp: FailoverFault = {
  name: "region returns in the middle of up",
  holds: "the record has turned before a database parts from it, so the region is closed whoever died",
  play: async (stage) => {
    await switchRole(stage);
    const { ended, struck } = await upStruck(stage, { does: "kill" });
    const parted = stage.servers.recovery.length - (await following(stage));
    await stage.regainRegion();
    const writers = await stage.write("primary");
    await closed(stage);
    await goOn(stage);
    const killed = ended === "killed" && struck && parted > 0;
    return [
      ...(killed ? [] : [`the run ended ${ended} with ${parted} promoted databases`]),
      ...(await bounded(stage, writers)),
    ];
  },
};

const afterLease: FailoverFault = {
  name: "region returns when its lease is over",
  holds: "it lets nobody in, before anybody is asked",
  play: async (stage) => {
    await switchRole(stage);
    await stage.pair.mustUp("recovery");
    const over = performance.now() + rhythm.lease * 1000;
    await until("the lease is not over", async () => performance.now() > over);
    // Its servers alone: nobody closes them.
    await stage.regainServers();
    const open = await stage.openLogins("primary");
    const writers = await stage.write("primary");
    await Promise.all(writers.map((writer) => writer.refused()));
    await stage.startFences("primary");
    return [...(open === 0 ? [] : [`${open} logins were open`]), ...(await takenOver(stage))];
  },
};

export const returns: readonly FailoverFault[] = [beforeUp, duringUp, afterLease];
