/** The former primary's region comes back while its role is being taken, or later. */
import { until } from "../../drill/scenarios/catching-up.ts";
import { resume } from "../../resume/resume.ts";
import { complaintsOf } from "./audit.ts";
import type { FailoverFault } from "./faults.ts";
import { rhythm } from "./fences.ts";
import type { Stage } from "./stage.ts";
import { closed, following, giveRole, switchRole, takenOver } from "./switch.ts";

/** Rows that the former primary took between the promotion and its closing may be there alone, and none later. */
async function bounded(stage: Stage): Promise<readonly string[]> {
  await closed(stage);
  const refused = performance.now() / 1000;
  await Promise.all(stage.writersOf("primary").map((writer) => writer.refused()));
  const after = stage
    .writersOf("primary")
    .flatMap(({ book }) => [...book].filter(([, at]) => at !== undefined && at > refused));
  await Promise.all(stage.writersOf("recovery").map((writer) => writer.served()));
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
    await stage.write("primary");
    await Promise.all(
      stage
        .writersOf("primary")
        .slice(-1)
        .map((writer) => writer.served()),
    );
    await stage.pair.mustUp("recovery");
    return bounded(stage);
  },
};

const duringUp: FailoverFault = {
  name: "region returns in the middle of up",
  holds: "the record has turned before a database parts from it, so the region is closed whoever died",
  play: async (stage) => {
    const { recovery } = stage.pair;
    await switchRole(stage);
    await stage.simulator.fault({
      operation: "update",
      resource: "aws:rds/instance:Instance",
      when: "unanswered",
      does: "kill",
    });
    const { ended } = await recovery.run("up");
    const [hit] = await stage.simulator.clearFaults();
    const parted = stage.servers.recovery.length - (await following(stage));
    await stage.regainRegion();
    await stage.write("primary");
    await closed(stage);
    await resume(recovery.project, false);
    await stage.pair.mustUp("recovery");
    return [
      ...(ended === "killed" && hit && parted > 0 ? [] : [`the run ended ${ended} with ${parted} promoted databases`]),
      ...(await bounded(stage)),
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
    await stage.write("primary");
    await Promise.all(
      stage
        .writersOf("primary")
        .slice(-1)
        .map((writer) => writer.refused()),
    );
    await stage.startFences("primary");
    return [...(open === 0 ? [] : [`${open} logins were open`]), ...(await takenOver(stage))];
  },
};

export const returns: readonly FailoverFault[] = [beforeUp, duringUp, afterLease];
