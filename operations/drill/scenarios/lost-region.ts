/** The primary's region answers nothing, and the second stack takes over. */
import type { OutageRecord } from "../../../simulator/control/messages.ts";
import { businessFunctions } from "../../../stacks/tiers.ts";
import type { StackPlace } from "../../stacks.ts";
import type { Login } from "../../start/psql.ts";
import { longshore } from "../operator.ts";
import type { NamedCheck, Scenario, Step, Subject } from "../scenario.ts";
import { cluster, typedUp, up } from "../up.ts";
import { copyEarlierObjects, untilReplayed } from "./catching-up.ts";
import { odooLogin, takesNoWrites } from "./former-primary.ts";
import { isPilotLight, recoveryOf, watchOdoo } from "./second-stack.ts";
import { giveStandby } from "./standby-again.ts";

export const lostRegion: Scenario = {
  name: "lost-region",
  summary:
    "The primary's whole region answers nothing; its recovery in another region of the same cloud becomes primary.",
  when: "Consoles and APIs of one region time out, its status page says so, and no warehouse of it gets an answer.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "served writes",
  unfit: ({ settings, place }) => {
    const { link } = settings;
    if (settings.role !== "primary" || !link) return "it has no second stack (longshore:link)";
    return recoveryOf(place).cloud === place.cloud
      ? undefined
      : `${link.peer} is on another cloud: cross-cloud is for that`;
  },
  plan: (subject) => {
    const recovery = recoveryOf(subject.place);
    let login: Login | undefined;
    return {
      prepare: async (ground) => {
        if (!isPilotLight(recovery)) await ground.open(recovery.stack);
        await copyEarlierObjects(ground, subject.place);
        await untilReplayed(ground, ground.platform);
        login = await odooLogin(ground);
      },
      event: [lose(subject)],
      response: [decide(recovery), promote(recovery), watchOdoo(subject, recovery), ...giveStandby(recovery)],
      serving: recovery.stack,
      checks: [noCall(subject.place.region), takesNoWrites(subject, recovery, () => login)],
      restore: ({ simulator }) => simulator.switchRegion(subject.place.region, "on"),
    };
  },
};

const lose = ({ place }: Subject): Step => ({
  title: "Lose the region",
  decides: "nobody",
  type: [],
  simulated: "The region is switched off: its processes are killed, its hosts and its APIs refuse.",
  expect: `Everything in ${place.region} is silent; what is in no region (names, identities) goes on.`,
  worked: "Nobody can save an order.",
  back: "When the region returns by itself within minutes, nothing was done yet and everything goes on.",
  run: async ({ simulator, observer }) => {
    await simulator.switchRegion(place.region, "off");
    await observer.refused(60);
  },
});

export const decide = (recovery: StackPlace): Step => {
  const { stack } = recovery;
  return {
    title: "Decide, and give the recovery the role",
    decides: "lead",
    type: [`npx longshore failover --stack ${stack} --yes`],
    expect: `Its checks pass, and longshore:role of ${stack} is primary.`,
    worked: "It names the command to go on with.",
    back: `As long as pulumi up was not started: longshore:role back to recovery.`,
    run: (ground) => longshore(ground, recovery, ["failover", "--stack", stack, "--yes"]),
  };
};

export const promote = (recovery: StackPlace): Step => {
  const { stack } = recovery;
  return {
    title: "Promote",
    decides: "lead",
    type: [typedUp(stack)],
    expect: "Databases stop following and take writes, the record of the primary names the stack, the role fact turns.",
    worked: `Pulumi ends without an error; dig +short TXT _primary.DOMAIN says ${stack}.`,
    back: "None: what is written from now on is only here. The way back is a failback (docs/recovery-stacks.md).",
    run: (ground) => up(ground, recovery, { waitsFor: cluster }),
  };
};

export const noCall = (...regions: readonly string[]): NamedCheck => ({
  name: "no call of Pulumi to the lost region",
  by: "read the preview: no resource of that region is in it",
  run: async ({ simulator }) => calls(await simulator.outages(), regions),
});

/** What Pulumi asked regions that were off; nothing where it asked nothing. */
export function calls({ attempts }: OutageRecord, regions: readonly string[]): string | undefined {
  const made = attempts.filter((attempt) => attempt.by === "pulumi" && regions.includes(attempt.region));
  return made.length === 0 ? undefined : made.map(({ call, times }) => `${times} × ${call}`).join(", ");
}
