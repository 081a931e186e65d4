/** Whether the tenants of a ring run what the ring says, and well: by what Argo CD says of their Applications. */
import * as z from "zod";
import { digestsOf } from "../image/rings.ts";
import type { Member } from "./place.ts";
import type { Texts } from "./promote.ts";

const application = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  status: z
    .looseObject({
      sync: z.looseObject({ status: z.string() }).optional(),
      health: z.looseObject({ status: z.string() }).optional(),
      summary: z.looseObject({ images: z.array(z.string()).default([]) }).optional(),
    })
    .default({}),
});

/** How an Application is. */
export interface Standing {
  readonly name: string;
  /** `Synced` or what Argo CD says instead. */
  readonly sync: string;
  /** `Healthy` or what Argo CD says instead. */
  readonly health: string;
  /** Images that run, as Argo CD found them in the cluster. */
  readonly images: readonly string[];
}

/** @param document  an Application as the API server has it */
export function standingOf(document: unknown): Standing {
  const { metadata, status } = application.parse(document);
  const { sync, health, summary } = status;
  return {
    name: metadata.name,
    sync: sync?.status ?? "Unknown",
    health: health?.status ?? "Unknown",
    images: summary?.images ?? [],
  };
}

/**
 * Why a tenant does not prove its ring's release. That its Application is synced is not enough: it may be so with what was
 * there before the commit, because Argo CD has not looked yet. So the image that runs counts.
 * @param ring          text of its ring's file
 * @param applications  all of its cluster
 * @returns nothing where it does
 */
export function unwell({ tenant }: Member, ring: string, applications: readonly Standing[]): string | undefined {
  const { name } = tenant.metadata;
  for (const wanted of ["tenant", "odoo", "backup"].map((part) => `${part}-${name}`)) {
    const found = applications.find((each) => each.name === wanted);
    if (!found) return `${wanted} is not there`;
    if (found.sync !== "Synced" || found.health !== "Healthy") return `${wanted} is ${found.sync}, ${found.health}`;
  }
  const digests = digestsOf(ring);
  const images = { [`odoo-${name}`]: `odoo ${tenant.spec.odoo.version}`, [`backup-${name}`]: "backup" };
  for (const [wanted, place] of Object.entries(images)) {
    const digest = digests[place];
    const running = applications.find((each) => each.name === wanted)?.images ?? [];
    if (digest && !running.some((image) => image.endsWith(digest)))
      return `${wanted} runs ${running.join(", ") || "nothing"}, not ${digest.slice(0, 19)}… of its ring`;
  }
  return undefined;
}

/** Asks a stack for its Applications. */
export type Ask = (stack: string) => Promise<readonly Standing[]>;

/**
 * Asks the stacks of some tenants, each once. A stack that does not answer proves nothing.
 * @returns why, for each tenant that does not prove its ring's release
 */
export async function healthOf(all: readonly Member[], texts: Texts, ask: Ask): Promise<ReadonlyMap<Member, string>> {
  const found = new Map<Member, string>();
  for (const [stack, there] of Map.groupBy(all, (member) => member.stack)) {
    const answer = await ask(stack).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    for (const member of there) {
      const why = typeof answer === "string" ? answer : unwell(member, texts[member.tenant.spec.ring], answer);
      if (why) found.set(member, why);
    }
  }
  return found;
}
