/** What may not hold between a tenant and its platform, or between two tenants of one platform. */
import { type Problem, show } from "../problems.ts";
import type { Settings } from "../settings.ts";
import type { Tenant } from "../tenant.ts";
import { archives, offers } from "../tiers.ts";
import { longestOpening } from "../windows/openings.ts";
import { ringProblem } from "./ring.ts";

/** Minutes that a sync may take: without as many in one piece, no release ever reaches the tenant. */
const shortestOpening = 30;

/** A tenant, and the file that says so. */
export interface Placed {
  readonly tenant: Tenant;
  /** Name of its folder. */
  readonly folder: string;
  /** Its `tenant.yaml`, for messages. */
  readonly file: string;
}

/**
 * @param all  tenants of the platform, this one among them
 * @returns everything about the tenant that its document alone does not show to be wrong
 */
export function contradictions(placed: Placed, all: readonly Placed[], settings: Settings): readonly Problem[] {
  const { tenant, folder, file } = placed;
  const { metadata, spec } = tenant;
  const problems: Problem[] = [];
  const refuse = (path: string, found: unknown, fits: string) =>
    problems.push({ path: `${file} ${path}`, found: show(found), fits });
  if (metadata.name !== folder) refuse("metadata.name", metadata.name, `${folder}, the name of its folder`);
  if (!spec.residency.includes(settings.region))
    refuse("spec.residency", spec.residency, `a list with ${settings.region}, where the platform stands`);
  if (!offers(settings.tier, spec.tier))
    refuse("spec.tier", spec.tier, `at most ${settings.tier}, the tier of the platform`);
  const fittingRing = ringProblem(spec.ring, spec.tier, settings.environment);
  if (fittingRing) refuse("spec.ring", spec.ring, fittingRing);
  const opening = longestOpening(spec.calendar);
  // Outside production nothing waits for a calendar.
  if (spec.ring.startsWith("production") && opening < shortestOpening)
    refuse(
      "spec.calendar",
      `${opening} minutes in one piece without a peak, a cut-off or a financial close in a February`,
      `at least ${shortestOpening}, or no release ever reaches the tenant`,
    );
  if (settings.operatingModel === "federated" && !(spec.businessUnit in settings.access.businessUnits))
    refuse("spec.businessUnit", spec.businessUnit, unitsThatFit(settings));
  if (spec.legalHold && settings.objects.archiveLockDays < archives.heldLockDays)
    refuse(
      "spec.legalHold",
      `archives that the platform locks for ${settings.objects.archiveLockDays} days`,
      `a platform with longshore:objects.archiveLockDays of ${archives.heldLockDays} or more`,
    );
  // Of two that are the same, the later one is in the wrong.
  const twin = all.slice(0, all.indexOf(placed)).find((other) => other.tenant.spec.hostname === spec.hostname);
  if (twin) refuse("spec.hostname", spec.hostname, `a name that ${twin.folder} does not have already`);
  if (spec.copyOf !== undefined) {
    const others = all.filter((other) => other !== placed).map((other) => other.tenant);
    const fits = originalProblem(tenant, others);
    if (fits) refuse("spec.copyOf", spec.copyOf, fits);
  }
  return problems;
}

/** Without engineers of its unit nobody could approve, sync or restore the tenant. */
function unitsThatFit({ access }: Settings): string {
  const units = Object.keys(access.businessUnits);
  const named = units.length > 0 ? units.join(", ") : "none yet";
  return `a unit of longshore:access.businessUnits, because the model is federated: ${named}`;
}

/** What would fit where a copy has no original to be made from. */
function originalProblem({ spec }: Tenant, others: readonly Tenant[]): string | undefined {
  const original = others.find(({ metadata }) => metadata.name === spec.copyOf);
  const originals = others.filter((other) => other.spec.copyOf === undefined).map(({ metadata }) => metadata.name);
  if (!original || original.spec.copyOf !== undefined)
    return `a tenant of this stack that is no copy itself: ${originals.join(", ") || "there is none"}`;
  if (original.spec.odoo.version !== spec.odoo.version)
    return `a tenant on Odoo ${spec.odoo.version}, as the copy: this one is on ${original.spec.odoo.version}`;
  return undefined;
}
