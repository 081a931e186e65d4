/** The primary's cloud answers nothing, in no region; the platform comes back on the other cloud from copied backups. */
import { businessFunctions } from "../../../stacks/tiers.ts";
import type { Scenario, Subject } from "../scenario.ts";
import { mustReceive } from "./copies.ts";
import { fromCopies, unfitOn } from "./from-copies.ts";
import { recoveryOf } from "./second-stack.ts";

export const crossCloud: Scenario = {
  name: "cross-cloud",
  summary:
    "The primary's cloud answers nothing, in no region; the platform comes back on the other cloud from copied backups.",
  when: "Every region of the cloud times out, or the company is shut out of all its accounts there.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "served writes",
  by: "backups",
  unfit: (subject) => unfitOn("another", subject),
  plan: (subject) =>
    fromCopies(subject, {
      title: "Lose the cloud",
      expect: `Nothing of the cloud answers: ${regionsOf(subject).join(" and ")}, names and identities.`,
      regions: regionsOf(subject),
    }),
};

/** Where the platform, and a recovery of it on the same cloud, stand. */
export function regionsOf(subject: Subject): readonly string[] {
  const { place, settings } = subject;
  const second = settings.link && settings.link.peer !== mustReceive(subject).stack ? [recoveryOf(place).region] : [];
  return [place.region, ...second];
}
