/** What a tenant is like, and which isolation follows from it. */
import * as z from "zod";
import type { Isolation } from "../../components/contracts/context.ts";
import { list, oneOf, section } from "../schema.ts";

export const classification = section({
  criticality: oneOf(["low", "medium", "high"]).describe("How soon the business stands still without it"),
  customisation: oneOf(["none", "modules", "forked"]).describe(
    "Odoo as it is, with modules of its own, or changed itself; forked must be dedicated",
  ),
  compliance: list(oneOf(["gdpr", "gdp", "customs", "sox"]), "a list").describe(
    "Rules that the tenant's data is under: personal data, medicinal goods, customs, financial reports",
  ),
  acceptsSharedReleases: z
    .boolean({ error: "true or false" })
    .describe("Whether a release of its ring may come without being asked for; otherwise it must be dedicated"),
});

type Classification = z.output<typeof classification>;

export interface Recommendation {
  readonly isolation: Isolation;
  /** Why, a sentence each. */
  readonly reasons: readonly string[];
  /** Whether the other isolation is refused, and not only advised against. */
  readonly binding: boolean;
}

/** A fact about a tenant that speaks for servers of its own. */
interface Reason {
  readonly holds: (classification: Classification) => boolean;
  readonly says: string;
}

/** Shared hosting cannot give these tenants what they need. */
const binding: readonly Reason[] = [
  {
    holds: ({ customisation }) => customisation === "forked",
    says: "a forked Odoo cannot follow shared releases",
  },
  {
    holds: ({ acceptsSharedReleases }) => !acceptsSharedReleases,
    says: "the tenant does not accept shared releases",
  },
];

/** It could, at a price that somebody should decide on. */
const advisory: readonly Reason[] = [
  {
    // Guidelines on Good Distribution Practice (2013/C 343/01), 3.3.1: a computerised system is validated before use.
    holds: ({ compliance, criticality }) => compliance.includes("gdp") && criticality !== "low",
    says: "a system under good distribution practice is validated, and another tenant's change would reach into it",
  },
  {
    holds: ({ compliance, criticality }) => compliance.includes("sox") && criticality !== "low",
    says: "an auditor of financial reports asks who can change the server, and a shared one has more hands",
  },
  {
    holds: ({ compliance, criticality }) => compliance.includes("customs") && criticality === "high",
    says: "a customs declaration has a deadline that a neighbour's load must not touch",
  },
];

/** The isolation that follows from a classification, with the reasons that somebody will ask for. */
export function recommendIsolation(tenant: Classification): Recommendation {
  const must = binding.filter(({ holds }) => holds(tenant));
  const should = advisory.filter(({ holds }) => holds(tenant));
  const reasons = [...must, ...should].map(({ says }) => says);
  if (reasons.length > 0) return { isolation: "dedicated", reasons, binding: must.length > 0 };
  return {
    isolation: "shared",
    reasons: ["nothing in its classification asks for servers of its own"],
    binding: false,
  };
}

/** What stands against an isolation, or nothing where it may be. */
export function isolationProblem(tenant: Classification, isolation: Isolation): string | undefined {
  if (isolation === "dedicated") return undefined;
  const says = binding.find(({ holds }) => holds(tenant))?.says;
  return says && `dedicated, because ${says}`;
}
