/** What a tenant is promised, what it promises its own customers, and who is called when a promise breaks. */
import * as z from "zod";
import { list, mail, section, whole } from "../schema.ts";
import { name, words } from "./words.ts";

const percentage = "a percentage from 90 to 99.99";

export const serviceLevels = section({
  availabilityPercent: z
    .number({ error: percentage })
    .min(90, { error: percentage })
    .max(99.99, { error: percentage })
    .describe("Share of a month in which people can work"),
  pickConfirmationSeconds: whole(1, 60, "seconds").describe("Most that a confirmed pick takes, 95 times of 100"),
  invoiceBacklogMinutes: whole(1, 1440, "minutes").describe("Oldest that an invoice may be which nobody has posted"),
});

/** A third-party logistics company's own customers, each with what its contract says. */
export const customers = list(
  section({ name, serviceLevels: serviceLevels.describe("What this customer's contract says, complete") }),
  "a list of customers, each with name and serviceLevels",
).refine((all) => new Set(all.map((customer) => customer.name)).size === all.length, {
  error: "each customer once",
});

export const escalation = list(section({ role: words("a role"), contact: mail() }), "a list of contacts").min(1, {
  error: "at least one contact",
});
