/**
 * A tenant as people write it: `gitops/platforms/<stack>/<tenant>/tenant.yaml`, one document in Kubernetes' resource
 * form. What follows from it by computation stands beside it in `generated.yaml` (`operations/tenant`).
 */
import * as z from "zod";
import { hostname, list, mail, oneOf, parse, section, text, whole } from "./schema.ts";

const name = text(
  /^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/,
  "1 to 30 lower-case letters, digits and dashes, starting with a letter",
);
const clock = text(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day in quotes, for example "06:30"');
const date = z.iso.date({ error: "a date, for example 2026-12-31" });
const words = (what: string) => z.string({ error: what }).min(1, { error: what });
const days = list(oneOf(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), "a list of weekdays").min(1, {
  error: "at least one weekday",
});

const timeZone = z
  .string({ error: "an IANA time zone, for example Europe/Berlin" })
  .refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone), {
    error: "an IANA time zone, for example Europe/Berlin",
  });

/** A stretch of every week in the site's own time; it may not cross midnight. */
const span = section({ name: words("a short name"), days, from: clock, to: clock });

const calendar = section({
  timeZone,
  receivingPeaks: list(span, "a list of spans"),
  dispatchCutOffs: list(section({ name: words("a short name"), days, at: clock }), "a list of cut-offs"),
  /** Days before and after the last working day of a month in which the books are closed. */
  financialClose: section({ daysBefore: whole(0, 10, "days"), daysAfter: whole(0, 10, "days") }),
  shifts: list(span, "a list of spans").min(1, { error: "at least one shift" }),
});

const integration = section({
  name,
  kind: oneOf(["carrier", "edi", "scanner", "payment", "mail", "other"]),
  owner: mail(),
  /** Name in the secret store, below the tenant's own path; never the credential itself. */
  credential: name,
  expires: date,
  rotateEveryDays: whole(1, 730, "days"),
});

const spec = section({
  businessUnit: text(/^[a-z][a-z0-9-]{1,30}$/, "2 to 31 lower-case letters, digits and dashes, starting with a letter"),
  classification: section({
    criticality: oneOf(["low", "medium", "high"]),
    customisation: oneOf(["none", "modules", "forked"]),
    compliance: list(oneOf(["gdpr", "gdp", "customs", "sox"]), "a list"),
    acceptsSharedReleases: z.boolean({ error: "true or false" }),
  }),
  isolation: oneOf(["shared", "dedicated"]),
  tier: oneOf(["restore", "high-availability", "cross-region"]),
  ring: oneOf(["development", "staging", "production-1", "production-2", "production-3"]),
  hostname: hostname(),
  /** Regions in which the tenant's data may stand. */
  residency: list(words("a region"), "a list of regions").min(1, { error: "at least one region" }),
  odoo: section({
    version: text(/^(19|20)\.0$/, '"19.0" or "20.0"'),
    modules: list(name.or(text(/^[a-z][a-z0-9_]*$/, "a module's name")), "a list of modules"),
  }),
  users: section({ named: whole(1, 5000, "users"), concurrent: whole(1, 2000, "users") }),
  calendar,
  integrations: list(integration, "a list of integrations"),
  serviceLevels: section({
    availabilityPercent: z
      .number({ error: "a percentage from 90 to 99.99" })
      .min(90, { error: "a percentage from 90 to 99.99" })
      .max(99.99, { error: "a percentage from 90 to 99.99" }),
    pickConfirmationSeconds: whole(1, 60, "seconds"),
    invoiceBacklogMinutes: whole(1, 1440, "minutes"),
  }),
  escalation: list(section({ role: words("a role"), contact: mail() }), "a list of contacts").min(1, {
    error: "at least one contact",
  }),
});

const schema = z
  .strictObject(
    {
      apiVersion: z.literal("longshore.dev/v1alpha1", { error: "longshore.dev/v1alpha1" }),
      kind: z.literal("Tenant", { error: "Tenant" }),
      metadata: section({ name }),
      spec,
    },
    { error: "only apiVersion, kind, metadata, spec" },
  )
  .superRefine(({ spec }, problems) => {
    const refuse = (path: string, message: string) =>
      problems.addIssue({ code: "custom", path: path.split("."), message });
    if (spec.users.concurrent > spec.users.named)
      refuse("spec.users.concurrent", `at most ${spec.users.named}, the named users`);
    if (spec.classification.customisation === "forked" && spec.isolation === "shared") {
      refuse("spec.isolation", "dedicated, because a forked Odoo cannot follow shared releases");
    }
    if (!spec.classification.acceptsSharedReleases && spec.isolation === "shared") {
      refuse("spec.isolation", "dedicated, because the tenant does not accept shared releases");
    }
    const spans = { receivingPeaks: spec.calendar.receivingPeaks, shifts: spec.calendar.shifts };
    for (const [group, entries] of Object.entries(spans)) {
      entries.forEach(({ from, to }, index) => {
        if (to <= from)
          refuse(`spec.calendar.${group}.${index}.to`, `a time after ${from}; a night shift is two spans`);
      });
    }
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

/** The same rules for editors, as far as JSON schema can say them. */
export function tenantJsonSchema(): unknown {
  return z.toJSONSchema(schema, { io: "input" });
}
