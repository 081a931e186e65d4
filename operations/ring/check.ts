/** What a reviewer need not look for: rings that leap, emergencies that are over, a horizon that runs out. */
import { execFileSync } from "node:child_process";
import { type Ring, rings } from "../../stacks/tenant/ring.ts";
import { digestsOf } from "../image/rings.ts";
import { oldestHorizon, readHorizon } from "../tenant/horizon.ts";
import { lapsed } from "./emergency.ts";
import { type Member, members, readRing } from "./place.ts";
import { leaps, type Texts } from "./promote.ts";

/** One thing that is wrong. */
export interface Complaint {
  readonly path: string;
  readonly found: string;
  readonly fits: string;
}

/** @param base  commit that the work tree is compared with; nothing leaves the rings unchecked */
export function checkRings(tree: string, base: string | undefined, now: Date): readonly Complaint[] {
  return [
    ...(base === undefined ? [] : leapsSince(tree, base)),
    ...emergencyComplaints(members(tree), now),
    ...horizonComplaint(readHorizon(), now),
  ];
}

export const textsOf = (tree: string): Texts => eachRing((ring) => readRing(ring, tree));

function leapsSince(tree: string, base: string): readonly Complaint[] {
  const git = (...args: string[]) => execFileSync("git", ["-C", tree, ...args], { encoding: "utf8" });
  const path = (ring: Ring) => `gitops/rings/${ring}.yaml`;
  const before = eachRing((ring) => git("show", `${base}:${path(ring)}`));
  const ran = (ring: Ring) => {
    const commits = git("log", "--format=%H", base, "--", path(ring)).split("\n").filter(Boolean);
    return new Set(commits.flatMap((commit) => Object.values(digestsOf(git("show", `${commit}:${path(ring)}`)))));
  };
  const texts = textsOf(tree);
  return [...leaps(before, texts, ran)].map(([ring, fits]) => ({
    path: path(ring),
    found: JSON.stringify(digestsOf(texts[ring])),
    fits,
  }));
}

export function emergencyComplaints(all: readonly Member[], now: Date): readonly Complaint[] {
  return all.flatMap(({ stack, tenant }) => {
    const { emergency } = tenant.spec;
    const fits = emergency && lapsed(emergency, now);
    const path = `gitops/platforms/${stack}/${tenant.metadata.name}/tenant.yaml spec.emergency.until`;
    return emergency && fits ? [{ path, found: emergency.until, fits }] : [];
  });
}

/** @param from  the horizon's first day */
export function horizonComplaint(from: string, now: Date): readonly Complaint[] {
  const first = new Date(from);
  const months = (now.getUTCFullYear() - first.getUTCFullYear()) * 12 + now.getUTCMonth() - first.getUTCMonth();
  if (months <= oldestHorizon) return [];
  const fits = `at most ${oldestHorizon} months ago, or closes by date run out: npx longshore ring renew`;
  return [{ path: "operations/tenant/horizon.json from", found: from, fits }];
}

function eachRing(text: (ring: Ring) => string): Texts {
  const [development, staging, first, second, third] = rings;
  return {
    [development]: text(development),
    [staging]: text(staging),
    [first]: text(first),
    [second]: text(second),
    [third]: text(third),
  };
}
