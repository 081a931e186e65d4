/** The primary's cloud answers nothing, in no region; the platform comes back on the other cloud from copied backups. */
import type { Scenario, Subject } from "../scenario.ts";
import { mustReceive, receiverOf } from "./copies.ts";
import { fromCopies } from "./from-copies.ts";
import { recoveryOf } from "./second-stack.ts";

export const crossCloud: Scenario = {
  name: "cross-cloud",
  summary:
    "The primary's cloud answers nothing, in no region; the platform comes back on the other cloud from copied backups.",
  when: "Every region of the cloud times out, or the company is shut out of all its accounts there.",
  impact: "disturbs",
  functions: ["shipment execution", "order processing", "inventory accuracy", "invoicing"],
  measures: "served writes",
  byBackups: true,
  unfit: (subject) => {
    const receiver = receiverOf(subject);
    if (subject.settings.role !== "primary" || !receiver) return "its backups are copied nowhere (longshore:copies)";
    return receiver.cloud === subject.place.cloud
      ? `${receiver.stack}, which receives its backups, is on the same cloud: rebuild is for that`
      : undefined;
  },
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
