/** A platform is gone for good and comes back elsewhere: from code, and from the copies of its backups. */
import type { StackPlace } from "../../stacks.ts";
import type { Login } from "../../start/psql.ts";
import type { Ground, Plan, Step, Subject } from "../scenario.ts";
import { cluster, typedUp, up } from "../up.ts";
import {
  copyAll,
  dumpAll,
  mustReceive,
  type Noted,
  onlyAfterDump,
  receiverOf,
  untilCopied,
  watchRestore,
} from "./copies.ts";
import { delegate } from "./delegation.ts";
import { odooLogin, takesNoWrites } from "./former-primary.ts";
import { decide, noCall } from "./lost-region.ts";
import { watchOdoo } from "./second-stack.ts";

/**
 * Why it has no meaning for a platform; nothing where it has.
 * @param on  the cloud on which it comes back, beside the one that it is lost on
 */
export function unfitOn(on: "the same" | "another", subject: Subject): string | undefined {
  const receiver = receiverOf(subject);
  if (subject.settings.role !== "primary" || !receiver) return "its backups are copied nowhere (longshore:copies)";
  const found = receiver.cloud === subject.place.cloud ? "the same" : "another";
  if (found === on) return undefined;
  const fits = found === "the same" ? "rebuild" : "cross-cloud";
  return `${receiver.stack}, which receives its backups, is on ${found} cloud: ${fits} is for that`;
}

export interface Loss {
  /** In a few words, as an order. */
  readonly title: string;
  readonly expect: string;
  /** All that goes; the platform's own is the first. */
  readonly regions: readonly string[];
}

export function fromCopies(subject: Subject, loss: Loss): Plan {
  const receiver = mustReceive(subject);
  const noted: Noted = { dumped: undefined, lost: 0 };
  let namespaces: readonly string[] = [];
  let login: Login | undefined;
  return {
    prepare: async (ground) => {
      namespaces = await untilCopied(ground.platform);
      login = await odooLogin(ground);
    },
    meanwhile: async (ground) => {
      noted.dumped = await dumpAll(ground, ground.platform);
      await copyAll(ground, ground.platform);
    },
    event: [lose(loss, noted)],
    response: [
      decide(receiver),
      delegate(receiver, subject.settings.domain),
      rebuild(receiver),
      watchRestore(receiver, () => namespaces),
      watchOdoo(subject, receiver),
    ],
    serving: receiver.stack,
    checks: [noCall(...loss.regions), onlyAfterDump(receiver, noted), takesNoWrites(subject, receiver, () => login)],
    restore: ({ simulator }) => switchStanding(simulator, loss.regions, "on"),
  };
}

const lose = ({ title, expect, regions }: Loss, noted: Noted): Step => ({
  title,
  decides: "nobody",
  type: [],
  simulated: `${regions.join(" and ")} are switched off until the drill is over: processes are killed, hosts and APIs refuse.`,
  expect,
  worked: "Nobody can save an order, and nobody knows when anybody could.",
  back: "What comes back within minutes by itself needs none of this. Once the recovery takes orders, it is a failback.",
  run: async ({ simulator, observer, now }) => {
    noted.lost = now();
    await switchStanding(simulator, regions, "off");
    await observer.refused(60);
  },
});

/** Switches those of some regions in which something stands. */
export async function switchStanding(
  simulator: Ground["simulator"],
  regions: readonly string[],
  state: "off" | "on",
): Promise<void> {
  const standing = new Set((await simulator.world()).map(({ region }) => region));
  for (const region of regions) if (standing.has(region)) await simulator.switchRegion(region, state);
}

const rebuild = (receiver: StackPlace): Step => ({
  title: "Make the platform",
  decides: "lead",
  type: [typedUp(receiver.stack)],
  expect: `Network, keys, buckets and an empty database server are there; cluster, cache and Argo CD are made. Nothing of the former platform is asked.`,
  worked: `Pulumi ends without an error; dig +short TXT _primary.DOMAIN says ${receiver.stack}.`,
  back: `Broken off, it is started again (npx longshore resume --stack ${receiver.stack} after a run that was killed).`,
  run: (ground) => up(ground, receiver, { waitsFor: cluster }),
});
