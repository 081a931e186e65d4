/**
 * A tenant as people write it: `gitops/platforms/<stack>/<tenant>/tenant.yaml`, one document in Kubernetes' resource
 * form. What follows from it by computation stands beside it in `generated.yaml` (`operations/tenant`).
 */
import * as z from "zod";
import { hostname, list, oneOf, parse, section, text, whole } from "./schema.ts";
import { calendar, calendarProblems } from "./tenant/calendar.ts";
import { classification, isolationProblem } from "./tenant/classification.ts";
import { emergency } from "./tenant/emergency.ts";
import { inboundProblems } from "./tenant/inbound.ts";
import { integration } from "./tenant/integration.ts";
import { legalHold } from "./tenant/legal-hold.ts";
import { mailProblem, outgoingMail } from "./tenant/outgoing-mail.ts";
import { addons, addonsProblem } from "./tenant/own-addons.ts";
import { rings } from "./tenant/ring.ts";
import { customers, escalation, serviceLevels } from "./tenant/service.ts";
import { name, words } from "./tenant/words.ts";
import { tierNames } from "./tiers.ts";

const spec = section({
  businessUnit: text(
    /^[a-z][a-z0-9-]{1,30}$/,
    "2 to 31 lower-case letters, digits and dashes, starting with a letter",
  ).describe("Who owns the tenant and pays for it"),
  classification: classification.describe("What the tenant is like: its isolation follows from it"),
  isolation: oneOf(["shared", "dedicated"]).describe(
    "On the platform's servers, or on a database server, buckets, keys and nodes of its own",
  ),
  tier: oneOf(tierNames).describe("Recovery tier: sets replicas, backups and drills; at most the platform's"),
  ring: oneOf(rings).describe("The group of tenants that gets a release at the same time"),
  /** A copy has no route before its neutralisation was read back. */
  copyOf: name
    .describe("Another tenant of this stack whose data this one gets, neutralised; it is in no production ring")
    .optional(),
  hostname: hostname().describe("Where people open it; a name that no other tenant of any stack has"),
  residency: list(words("a region"), "a list of regions")
    .min(1, { error: "at least one region" })
    .describe("Regions in which the tenant's data may stand"),
  odoo: section({
    version: text(/^(19|20)\.0$/, '"19.0" or "20.0"').describe("Odoo's series, in quotes; its ring says which build"),
    modules: list(name.or(text(/^[a-z][a-z0-9_]*$/, "a module's name")), "a list of modules").describe(
      "Modules that are installed",
    ),
    addons: addons
      .describe("Image with modules of this tenant alone, by digest (images/odoo/README.md says how to build one)")
      .optional(),
  }).describe("What runs"),
  users: section({
    named: whole(1, 5000, "users").describe("People with a login"),
    concurrent: whole(1, 2000, "users").describe("Most of them at work in one hour; workers are computed from it"),
  }).describe("How many people work in it"),
  calendar: calendar.describe("When the site must not be disturbed"),
  emergency: emergency
    .describe("Lifts the calendar's windows for some hours; written by `longshore ring emergency`")
    .optional(),
  legalHold: legalHold
    .describe("Keeps all backups and archives of the tenant, and the tenant itself, until it is taken out again")
    .optional(),
  integrations: list(integration, "a list of integrations").describe("Systems outside that it talks to"),
  mail: outgoingMail.describe("Where mail goes out; without it Odoo sends none").optional(),
  serviceLevels: serviceLevels.describe("What the tenant is promised"),
  customers: customers.describe("Customers of a logistics company with service levels of their own").optional(),
  escalation: escalation.describe("Who is called, in this order"),
});

const schema = z
  .strictObject(
    {
      apiVersion: z.literal("longshore.dev/v1alpha1", { error: "longshore.dev/v1alpha1" }),
      kind: z.literal("Tenant", { error: "Tenant" }),
      metadata: section({ name: name.describe("The tenant's name and that of its folder") }).describe(
        "What it is called",
      ),
      spec: spec.describe("What it is"),
    },
    { error: "only apiVersion, kind, metadata, spec" },
  )
  .superRefine(({ metadata, spec }, problems) => {
    const refuse = (path: string, message: string) =>
      problems.addIssue({ code: "custom", path: path.split("."), message });
    const { users, isolation, ring, copyOf } = spec;
    if (users.concurrent > users.named) refuse("spec.users.concurrent", `at most ${users.named}, the named users`);
    const dedicated = isolationProblem(spec.classification, isolation);
    if (dedicated) refuse("spec.isolation", dedicated);
    if (copyOf === metadata.name) refuse("spec.copyOf", "another tenant's name");
    if (copyOf !== undefined && ring.startsWith("production"))
      refuse("spec.ring", "development or staging, because it is a copy");
    if (copyOf !== undefined && spec.legalHold)
      refuse("spec.legalHold", `nothing here: a copy is made anew; hold ${copyOf}, its original`);
    const modules = addonsProblem(spec.odoo.addons, spec.classification.customisation);
    if (modules) refuse("spec.odoo.addons", modules);
    const mail = mailProblem(spec);
    if (mail) refuse("spec.mail", mail);
    for (const { path, fits } of calendarProblems(spec.calendar)) refuse(`spec.calendar.${path}`, fits);
    for (const { path, fits } of inboundProblems(spec.integrations)) refuse(`spec.integrations.${path}`, fits);
  });

/** One tenant, checked. */
export type Tenant = Readonly<z.output<typeof schema>>;

/**
 * @param document  the parsed YAML
 * @param file      its path, for messages
 * @throws InvalidInput with path, found and fits of everything that is wrong
 */
export function parseTenant(document: unknown, file: string): Tenant {
  return parse(schema, document, file);
}

/** The same rules for editors, as far as JSON schema can say them; draft 7, because editors know no newer one whole. */
export function tenantJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(schema, { io: "input", target: "draft-7" });
}
