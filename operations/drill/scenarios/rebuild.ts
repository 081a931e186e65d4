/** The account and its region are gone for good; the platform comes back from code and copied backups in another account. */
import { businessFunctions } from "../../../stacks/tiers.ts";
import type { Scenario } from "../scenario.ts";
import { fromCopies, unfitOn } from "./from-copies.ts";

export const rebuild: Scenario = {
  name: "rebuild",
  summary:
    "The account and its region are gone for good; the platform is made from code in an account that had only keys, buckets, a vault, a network and an empty database server, and its data comes back from copied backups.",
  when: "The account is closed, taken over or emptied, or its region will not come back; nothing in it can be trusted or reached.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "served writes",
  by: "backups",
  unfit: (subject) => unfitOn("the same", subject),
  plan: (subject) =>
    fromCopies(subject, {
      title: "Lose the account",
      expect: `Everything in ${subject.place.region} is silent, backups and keys included.`,
      regions: [subject.place.region],
    }),
};
