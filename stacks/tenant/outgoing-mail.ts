/** Outgoing mail of a tenant: the server that takes it, and whose name it goes out in. */
import * as z from "zod";
import { hostname, mail, section } from "../schema.ts";
import { credential } from "./integration.ts";

/** It reads the settings (`images/odoo/addons/longshore_mail`); Odoo alone would not check who the server is. */
const mailModule = "longshore_mail";

export const outgoingMail = section({
  host: hostname().describe("Submission server; it must have a certificate that the public trusts"),
  port: z
    .literal([465, 587], { error: "465 (encrypted from the first byte) or 587 (encrypted after STARTTLS)" })
    .describe("465 is encrypted from the first byte, 587 after STARTTLS; both are checked"),
  from: mail().describe("Sender where a message has none of its own"),
  credential,
});

/** What would fit instead of a tenant's outgoing mail, or nothing if it has none or may have it. */
export function mailProblem(spec: {
  readonly mail?: unknown;
  readonly copyOf?: string | undefined;
  readonly odoo: { readonly modules: readonly string[] };
}): string | undefined {
  if (spec.mail === undefined) return undefined;
  if (spec.copyOf !== undefined) return "nothing, because a copy sends no mail to anybody's customers";
  if (!spec.odoo.modules.includes(mailModule)) return `a tenant whose odoo.modules have ${mailModule}, which reads it`;
  return undefined;
}
