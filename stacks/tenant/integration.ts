/** Systems outside that a tenant's Odoo talks to: each has somebody who answers for it and a credential that ends. */
import { mail, oneOf, section, whole } from "../schema.ts";
import { inbound } from "./inbound.ts";
import { date, name } from "./words.ts";

/** Names below the tenant's path that Pulumi writes itself (components/tenant.ts). */
const taken = ["backup", "cache", "database", "odoo", "original"];

/** Of a log-in that somebody else gives. */
export const credential = name
  .refine((word) => !taken.includes(word), {
    error: `another name than ${taken.join(", ")}, which the tenant has itself`,
  })
  .describe("Name in the secret store, below the tenant's own path; never the credential itself");

export const integration = section({
  name,
  kind: oneOf(["carrier", "edi", "scanner", "payment", "mail", "other"]),
  owner: mail().describe("Mail address of whoever answers for it"),
  credential,
  expires: date.describe("Last day on which the credential is valid"),
  rotateEveryDays: whole(1, 730, "days").describe("Days after which the credential is made anew"),
  inbound: inbound.describe("Where it calls in, and how much; without it nothing is opened").optional(),
});
