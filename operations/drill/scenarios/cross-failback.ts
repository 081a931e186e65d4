/** The platform goes back to the cloud that was lost, in a quiet hour and without a lost row. */
import { businessFunctions } from "../../../stacks/tiers.ts";
import type { StackPlace } from "../../stacks.ts";
import { longshore } from "../operator.ts";
import type { Ground, Scenario, Step, Subject } from "../scenario.ts";
import { cluster, nothing, typedUp, up } from "../up.ts";
import { copyAll, dumpAll, mustReceive, untilCopied, watchRestore } from "./copies.ts";
import { crossCloud, regionsOf } from "./cross-cloud.ts";
import { delegate } from "./delegation.ts";
import { runEverywhere, typedJob } from "./everywhere.ts";
import { unchanged } from "./failback.ts";
import { switchStanding } from "./from-copies.ts";
import { decide } from "./lost-region.ts";
import { watchOdoo } from "./second-stack.ts";
import { together } from "./together.ts";

export const crossFailback: Scenario = {
  name: "cross-failback",
  summary:
    "After cross-cloud the former primary gets empty databases, receives copies of its successor's backups and takes the role back.",
  when: "The lost cloud has been back and steady for days, and a quiet hour is agreed with the tenants' owners.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "served writes",
  planned: true,
  by: "backups",
  unfit: crossCloud.unfit,
  plan: (subject) => {
    const { place, settings } = subject;
    const successor = mustReceive(subject);
    let namespaces: readonly string[] = [];
    return {
      from: successor.stack,
      event: [returned(subject)],
      response: [
        receiveAll(place, successor, (found) => {
          namespaces = found;
        }),
        freezeAndCopy(place, successor),
        takeBack(place, settings.domain),
        watchAll(subject, () => namespaces),
        receive(successor, place, [], "Let the successor receive copies again"),
      ],
      checks: [unchanged([place, successor])],
    };
  },
};

const returned = (subject: Subject): Step => ({
  title: "The lost cloud is back",
  decides: "nobody",
  type: [],
  simulated: "Its regions are switched on.",
  expect: "Its databases hold what they held, and let nobody in: the record names another stack.",
  worked: "Its APIs answer.",
  back: "Nothing was done yet.",
  run: ({ simulator }) => switchStanding(simulator, regionsOf(subject), "on"),
});

/**
 * The commands that make a stack the receiver of another one, in their order.
 * @param options  of `longshore failback`
 */
const receive = (place: StackPlace, primary: StackPlace, options: readonly string[], title: string): Step => {
  const { stack } = place;
  const failback = ["failback", "--stack", stack, ...options, "--yes"];
  return {
    title,
    decides: "lead",
    type: [
      `npx longshore ${failback.join(" ")}`,
      typedUp(stack),
      `npx longshore link --stack ${stack}`,
      typedUp(primary.stack),
    ],
    expect: `Its databases leave Pulumi's state and stay as evidence; it gets empty ones. ${primary.stack} learns where its backups are copied to.`,
    worked: `kubectl get cronjobs --all-namespaces on ${primary.stack} lists backup-copy for each tenant.`,
    back: "The former databases are untouched. Started again, all commands go on where they were.",
    run: async (ground) => {
      await longshore(ground, place, failback);
      await up(ground, place, { waitsFor: nothing });
      await longshore(ground, place, ["link", "--stack", stack]);
      await up(ground, primary, { waitsFor: nothing });
      await untilCopied(await ground.open(primary.stack));
    },
  };
};

/** @param note  is told the namespaces of the tenants that are copied */
const receiveAll = (place: StackPlace, successor: StackPlace, note: (namespaces: readonly string[]) => void): Step => {
  const words = receive(place, successor, ["--successor", successor.stack], "Let the former primary receive copies");
  return {
    ...words,
    type: [
      ...words.type,
      `# on ${successor.stack}, for each tenant, while everybody works`,
      ...typedJob("backup-copy"),
    ],
    worked: "Every job is complete: the next copies take only what has changed.",
    run: async (ground) => {
      await words.run(ground);
      const platform = await ground.open(successor.stack);
      note(await untilCopied(platform));
      await copyAll(ground, platform);
    },
  };
};

const freezeAndCopy = (place: StackPlace, successor: StackPlace): Step => ({
  title: "Freeze the databases, and copy a last dump",
  decides: "lead",
  type: [
    `# on ${successor.stack}, for each tenant, one after the other`,
    ...["odoo-freeze", "backup-dump", "backup-copy"].flatMap(typedJob),
  ],
  expect: "Odoo answers with errors: nothing is written from here on.",
  worked: `Every job is complete; what ${place.stack} has is all that was ever written.`,
  back: `cronjob/odoo-open on ${successor.stack} lets Odoo in again, and it works on.`,
  run: async (ground: Ground) => {
    const platform = await ground.open(successor.stack);
    await runEverywhere(platform, "odoo-freeze");
    await dumpAll(ground, platform);
    await copyAll(ground, platform);
  },
});

const takeBack = (place: StackPlace, domain: string): Step => {
  const make: Step = {
    title: "Take the role back",
    decides: "lead",
    type: [typedUp(place.stack)],
    expect: "The names lead to the other zone, its record of the primary names the stack, and the role fact turns.",
    worked: `Pulumi ends without an error; dig +short TXT _primary.DOMAIN says ${place.stack}.`,
    back: "Until somebody has saved something here: the former name servers, and cronjob/odoo-open on the successor.",
    run: (ground) => up(ground, place, { waitsFor: cluster }),
  };
  return together(make, [decide(place), delegate(place, domain), make]);
};

const watchAll = (subject: Subject, namespaces: () => readonly string[]): Step => {
  const [restore, odoo] = [watchRestore(subject.place, namespaces), watchOdoo(subject, subject.place)];
  return together({ ...odoo, title: "Watch the tenants come back, and the names follow" }, [restore, odoo]);
};
