/** Which digest each ring runs, who is in it, and whose windows are open. */
import { type Ring, rings } from "../../stacks/tenant/ring.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { tierNames } from "../../stacks/tiers.ts";
import { closedBy, nextClosing, nextOpening } from "../../stacks/windows/open.ts";
import { wallOf } from "../../stacks/windows/wall-clock.ts";
import { align } from "../align.ts";
import { digestsOf } from "../image/rings.ts";
import { quietWindows } from "../tenant/windows.ts";
import type { Member } from "./place.ts";
import { ringBefore, sameDigests, type Texts } from "./promote.ts";

export interface StatusArgs {
  readonly texts: Texts;
  readonly members: readonly Member[];
  /** First day of the closes by date. */
  readonly from: string;
  readonly now: Date;
  /** Why a tenant does not prove its ring's release, by stack and name; nothing where no cluster was asked. */
  readonly health: ReadonlyMap<Member, string> | undefined;
  /** Why closed hours do not count, by stack (`lifts.ts`); default they do. */
  readonly lifts?: ReadonlyMap<string, string> | undefined;
  /** How each tenant's backup is, in words; nothing where no cluster was asked. */
  readonly backups?: ReadonlyMap<Member, string> | undefined;
}

export function describeRings({ texts, members, from, now, health, backups, lifts }: StatusArgs): string {
  const sorted = [...members].sort(byTierAndUnit);
  const rows = sorted.map((member) => [
    `  ${member.tenant.metadata.name}`,
    `${member.stack}, ${member.tenant.spec.tier}`,
    lifts?.get(member.stack) ?? describeWindows(member.tenant, from, now),
    ...(health ? [health.get(member) ?? "well"] : []),
    ...(backups ? [backups.get(member) ?? "unknown"] : []),
  ]);
  const lines = align(rows);
  return rings
    .flatMap((ring) => [
      `${ring}  ${describeDigests(texts, ring)}`,
      ...lines.filter((_, index) => sorted[index]?.tenant.spec.ring === ring),
    ])
    .join("\n");
}

/** Small tenants first, and those of one business unit together. */
function byTierAndUnit({ tenant: one }: Member, { tenant: other }: Member): number {
  const order = ({ metadata, spec }: Tenant) => `${tierNames.indexOf(spec.tier)} ${spec.businessUnit} ${metadata.name}`;
  return order(one).localeCompare(order(other));
}

function describeDigests(texts: Texts, ring: Ring): string {
  const images = Object.entries(digestsOf(texts[ring])).map(
    ([place, digest]) => `${place} ${digest ? digest.slice(7, 19) : "unreleased"}`,
  );
  const before = ringBefore(ring);
  const behind = before && !sameDigests(texts[ring], texts[before]) ? `; not what ${before} has` : "";
  return `${images.join(", ")}${behind}`;
}

/** For example `closed by receiving, morning trucks; opens Mon 2026-11-23 09:00 Europe/Berlin`. */
export function describeWindows(tenant: Tenant, from: string, now: Date): string {
  const windows = quietWindows(tenant, from);
  const { timeZone } = tenant.spec.calendar;
  const clock = (instant: number | undefined) =>
    instant === undefined ? "never within a year" : wallText(instant, timeZone);
  const lifted =
    tenant.spec.emergency && Date.parse(tenant.spec.emergency.until) > now.getTime() ? "lifted by an emergency, " : "";
  if (windows.length === 0) return "always open";
  const closed = closedBy(windows, now.getTime());
  if (closed.length === 0) return `${lifted}open; closes ${clock(nextClosing(windows, now.getTime()))}`;
  const reasons = closed.map(({ description }) => description).join("; ");
  return `closed by ${reasons}; opens ${clock(nextOpening(windows, now.getTime()))}`;
}

/** For example `Mon 2026-11-23 09:00 Europe/Berlin`. */
function wallText(instant: number, timeZone: string): string {
  const wall = new Date(wallOf(instant, timeZone));
  const weekday = wall.toLocaleDateString("en-US", { weekday: "short", timeZone: "UTC" });
  return `${weekday} ${wall.toISOString().slice(0, 16).replace("T", " ")} ${timeZone}`;
}
