/** The document of a new tenant, from the little that somebody said of it. */
import { classification, recommendIsolation } from "../../stacks/tenant/classification.ts";
import { ringProblem, rings } from "../../stacks/tenant/ring.ts";
import type { PlatformTenants } from "./platforms.ts";

/** Options that nobody else can know. */
export const needed = ["hostname", "business-unit", "users", "time-zone"] as const;
const defaulted = [
  ...["concurrent", "criticality", "customisation", "isolation", "tier", "ring"],
  ...["odoo-version", "contact"],
] as const;
export const options = [...needed, ...defaulted, "copy-of"] as const;

/** What the command line says; it is checked as if it stood in a document. */
export type Said = Readonly<Record<string, string | undefined>>;

/** Something that nobody said. */
export interface Choice {
  readonly option: string;
  readonly value: string;
  readonly why: string;
}

/** Share of the people with a login who work in the busiest hour: two shifts, and some who are away. */
const atWork = 0.45;
/** A tier without a standby is away for hours when its zone is; the others promise what Odoo's own cloud does. */
const availability: Readonly<Record<string, number>> = { restore: 99.5 };
const usualAvailability = 99.9;
/** Where files and sessions are, so that more than one pod can serve them (images/odoo). */
const stores = { aws: ["fs_attachment_s3", "session_redis"], azure: ["fs_attachment", "session_db"] } as const;

/** @returns a document, and the choices in it that people should look at */
export function newTenant(
  name: string,
  said: Said,
  platform: PlatformTenants,
): { readonly document: unknown; readonly chosen: readonly Choice[] } {
  const { settings, tenants } = platform;
  const choices = defaults(said, platform);
  const value = (option: string): string | undefined =>
    said[option] ?? choices.find((choice) => choice.option === option)?.value;
  const original = tenants.find(({ folder }) => folder === said["copy-of"])?.tenant.spec;
  const modules = [
    "stock",
    "sale_management",
    "purchase",
    "account",
    "delivery",
    "queue_job",
    ...stores[settings.cloud],
  ];
  return {
    chosen: choices.filter(({ option }) => said[option] === undefined),
    document: {
      apiVersion: "longshore.dev/v1alpha1",
      kind: "Tenant",
      metadata: { name },
      spec: {
        businessUnit: value("business-unit"),
        classification: classificationOf(value("criticality"), value("customisation")),
        isolation: value("isolation"),
        tier: value("tier"),
        ring: value("ring"),
        ...(said["copy-of"] === undefined ? {} : { copyOf: said["copy-of"] }),
        hostname: value("hostname"),
        residency: [settings.region],
        odoo: { version: value("odoo-version"), modules: original?.odoo.modules ?? modules },
        users: { named: amount(value("users")), concurrent: amount(value("concurrent")) },
        calendar: {
          timeZone: value("time-zone"),
          receivingPeaks: [],
          dispatchCutOffs: [],
          financialClose: { daysBefore: 1, daysAfter: 2 },
          shifts: [{ name: "day", days: ["mon", "tue", "wed", "thu", "fri"], from: "06:00", to: "22:00" }],
        },
        integrations: [],
        serviceLevels: {
          availabilityPercent: availability[value("tier") ?? ""] ?? usualAvailability,
          pickConfirmationSeconds: 5,
          invoiceBacklogMinutes: 120,
        },
        escalation: [{ role: "platform on call", contact: value("contact") }],
      },
    },
  };
}

/** What each option is when nobody says it, and why. */
function defaults(said: Said, { settings, tenants }: PlatformTenants): readonly Choice[] {
  const original = tenants.find(({ folder }) => folder === said["copy-of"])?.tenant.spec;
  const criticality = original ? "low" : "medium";
  const customisation = original?.classification.customisation ?? "none";
  const written = classificationOf(said.criticality ?? criticality, said.customisation ?? customisation);
  const known = classification.safeParse(written);
  // Words that are none are refused with the rest of the document.
  const { isolation, reasons } = known.success
    ? recommendIsolation(known.data)
    : { isolation: "shared", reasons: ["nothing is known of it"] };
  const tier = original?.tier ?? settings.tier;
  const environment = original ? "staging" : settings.environment;
  const ring = rings.find(
    (each) => each.startsWith(environment) && !ringProblem(each, said.tier ?? tier, settings.environment),
  );
  const users = Number(said.users);
  return [
    choice("concurrent", String(Math.ceil((users || 1) * atWork)), "45 % of the users in the busiest hour"),
    choice("criticality", criticality, original ? "a copy stops nobody" : "low, medium or high"),
    choice("customisation", customisation, "none, modules or forked"),
    choice("isolation", isolation, reasons.join("; ")),
    choice("tier", tier, original ? "its original's" : "the platform's"),
    choice("ring", ring ?? "staging", "the first that it may be in"),
    choice("odoo-version", original?.odoo.version ?? "19.0", original ? "its original's" : "what every ring has"),
    choice("contact", settings.owner.contact, "the platform's owner"),
  ];
}

const choice = (option: (typeof defaulted)[number], value: string, why: string): Choice => ({ option, value, why });

const classificationOf = (criticality: string | undefined, customisation: string | undefined) => ({
  criticality,
  customisation,
  compliance: ["gdpr"],
  acceptsSharedReleases: customisation !== "forked",
});

/** What is no number is refused with its own words. */
const amount = (text: string | undefined): number | string | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
