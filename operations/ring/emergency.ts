/** Lifts a tenant's windows for some hours: a change of its document, which somebody commits, and which ends by itself. */
import { isMap, parseDocument } from "yaml";
import { toMinute } from "../../stacks/tenant/emergency.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { longestEmergencyHours } from "../../stacks/windows/lifted.ts";

export type Emergency = NonNullable<Tenant["spec"]["emergency"]>;

const hourMs = 3_600_000;

/**
 * Why an emergency does not count.
 * @returns what would fit, or nothing where it is in force
 */
export function lapsed({ until }: Pick<Emergency, "until">, now: Date): string | undefined {
  const [end, last] = [Date.parse(until), new Date(now.getTime() + longestEmergencyHours * hourMs)];
  if (end <= now.getTime()) return "no emergency: this one is over; npx longshore ring emergency STACK TENANT --end";
  if (end > last.getTime())
    return `at most ${longestEmergencyHours} hours from now (${toMinute(last)}); what takes longer is a change of the calendar`;
  return undefined;
}

/**
 * The text of a `tenant.yaml` with an emergency as the last section of its `spec`; all other lines stay as they are.
 * @param emergency  nothing ends the one that is there
 * @throws Error where the document has no `spec`
 */
export function withEmergency(text: string, emergency: Emergency | undefined): string {
  const clean = withoutEmergency(text);
  if (!emergency) return clean;
  const spec = parseDocument(clean).get("spec", true);
  if (!isMap(spec) || !spec.range) throw new Error("tenant.yaml has no spec");
  const lines = Object.entries(emergency).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`);
  const [head, tail] = [clean.slice(0, spec.range[1]).trimEnd(), clean.slice(spec.range[1]).trimStart()];
  return `${[head, "  emergency:", ...lines].join("\n")}\n${tail}`;
}

/** In the lines that {@link withEmergency} writes. */
const withoutEmergency = (text: string): string => text.replace(/^ {2}emergency:\n(?: {4}.*\n?)+/m, "");
