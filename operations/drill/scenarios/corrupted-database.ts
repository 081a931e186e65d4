/** Somebody's statement without a WHERE, found too late to take it back. */
import { businessFunctions } from "../../../stacks/tiers.ts";
import type { Scenario } from "../scenario.ts";
import { rewinding } from "./rewinding.ts";

export const corruptedDatabase: Scenario = {
  name: "corrupted-database",
  summary: "A statement has spoilt a tenant's stock; its database goes back to the second before.",
  when: "Stock, orders or invoices are wrong in many places at once, and the change that did it is known to the second.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "served writes",
  by: "rewind",
  unfit: () => undefined,
  plan: (subject) =>
    rewinding(subject, {
      sql: "UPDATE stock_quant SET quantity = 0; DELETE FROM stock_move",
      seen: "Every quantity is 0 and every move is gone.",
    }),
};
