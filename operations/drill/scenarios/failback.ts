/** The stack that a region was lost to takes the role back, in a quiet hour and without a lost row. */
import { businessFunctions } from "../../../stacks/tiers.ts";
import type { StackPlace } from "../../stacks.ts";
import { longshore } from "../operator.ts";
import { wouldChange } from "../preview.ts";
import type { NamedCheck, Scenario, Step } from "../scenario.ts";
import { nothing, typedUp, up } from "../up.ts";
import { copyEarlierObjects, untilReplayed } from "./catching-up.ts";
import { runEverywhere, typedJob } from "./everywhere.ts";
import { decide, lostRegion, promote } from "./lost-region.ts";
import { recoveryOf, watchOdoo } from "./second-stack.ts";
import { giveStandby } from "./standby-again.ts";
import { together } from "./together.ts";

export const failback: Scenario = {
  name: "failback",
  summary: "After a failover the former primary follows its successor, catches up and takes the role back.",
  when: "The lost region has been back and steady for days, and a quiet hour is agreed with the tenants' owners.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "served writes",
  planned: true,
  unfit: lostRegion.unfit,
  plan: (subject) => {
    const { place } = subject;
    const successor = recoveryOf(place);
    return {
      from: successor.stack,
      event: [returned(place)],
      response: [
        follow(place, successor, "Let the former primary follow its successor"),
        closeAndDrain(place, successor),
        takeBack(place),
        openAgain(place),
        watchOdoo(subject, place),
        followAgain(place, successor),
      ],
      checks: [unchanged([place, successor])],
    };
  },
};

const returned = ({ region }: StackPlace): Step => ({
  title: "The lost region is back",
  decides: "nobody",
  type: [],
  simulated: "The region is switched on.",
  expect: "Its databases hold what they held, and let nobody in: the record names another stack.",
  worked: "Its APIs answer.",
  back: "Nothing was done yet.",
  run: ({ simulator }) => simulator.switchRegion(region, "on"),
});

const follow = (place: StackPlace, primary: StackPlace, title: string): Step => {
  const { stack } = place;
  return {
    title,
    decides: "lead",
    type: [`npx longshore failback --stack ${stack} --yes`, typedUp(stack)],
    expect: `Its databases leave Pulumi's state and stay as evidence; it gets followers of those of ${primary.stack}. On AWS, earlier objects want a job (docs/object-replication.md).`,
    worked: "Followers have no lag and the jobs are complete.",
    back: "The former databases are untouched. Started again, both commands go on where they were.",
    run: async (ground) => {
      await longshore(ground, place, ["failback", "--stack", stack, "--yes"]);
      await up(ground, place, { waitsFor: nothing });
      await copyEarlierObjects(ground, primary);
      await untilReplayed(ground, await ground.open(primary.stack));
    },
  };
};

const closeAndDrain = (place: StackPlace, successor: StackPlace): Step => ({
  title: "Close the databases, and wait for the last row",
  decides: "lead",
  type: [
    `# on ${successor.stack}, for each tenant`,
    ...typedJob("odoo-close"),
    "psql --host SERVER --dbname postgres --command 'SELECT pg_current_wal_flush_lsn()'",
    "psql --host FOLLOWER --dbname postgres --command \"SELECT pg_last_wal_replay_lsn() >= 'LSN'\"",
  ],
  expect: "Odoo answers with errors: nothing is written from here on.",
  worked: `Every job is complete, and every follower in ${place.region} says t.`,
  back: `cronjob/odoo-open on ${successor.stack} opens its databases again, and it works on.`,
  run: async (ground) => {
    const platform = await ground.open(successor.stack);
    await runEverywhere(platform, "odoo-close");
    await untilReplayed(ground, platform);
  },
});

const takeBack = (place: StackPlace): Step =>
  together({ ...promote(place), title: "Take the role back" }, [decide(place), promote(place)]);

const followAgain = (place: StackPlace, successor: StackPlace): Step => {
  const last = follow(successor, place, "Let the successor follow again");
  const [standby] = giveStandby(place);
  return standby
    ? together({ ...last, title: "Give the databases their standby, and let the successor follow again" }, [
        standby,
        last,
      ])
    : last;
};

const openAgain = (place: StackPlace): Step => ({
  title: "Open the databases here",
  decides: "lead",
  type: [`# on ${place.stack}, for each tenant`, ...typedJob("odoo-open")],
  expect: "Odoo's pods find their database.",
  worked: "Every job is complete.",
  back: "The same with cronjob/odoo-close.",
  run: async (ground) => runEverywhere(await ground.open(place.stack), "odoo-open"),
});

export const unchanged = (places: readonly StackPlace[]): NamedCheck => ({
  name: "no change is left to make on either stack",
  by: "`npx pulumi preview --stack STACK --policy-pack policy-pack --expect-no-changes` ends well for both",
  run: async (ground) => {
    for (const place of places) {
      const changes = await wouldChange(ground, place);
      if (changes) return `${place.stack}: ${changes}`;
    }
    return undefined;
  },
});
