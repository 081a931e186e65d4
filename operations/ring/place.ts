/** The rings' files and who is in which ring. */
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Ring, rings } from "../../stacks/tenant/ring.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { allTenants } from "../tenant/generate.ts";

/** A tenant where it is. */
export interface Member {
  readonly stack: string;
  readonly tenant: Tenant;
}

/** @param tree  root of the work tree */
export const ringFile = (ring: Ring, tree: string): string => join(tree, "gitops", "rings", `${ring}.yaml`);

export const readRing = (ring: Ring, tree: string): string => readFileSync(ringFile(ring, tree), "utf8");

/** All tenants of all stacks. */
export const members = (tree: string): readonly Member[] =>
  allTenants(join(tree, "gitops", "platforms")).map(({ tenant, written }) => ({
    stack: basename(dirname(dirname(written))),
    tenant,
  }));

/** The last ring before one that has tenants: what a release is like shows only where somebody runs it. */
export function provingRing(ring: Ring, all: readonly Member[]): Ring | undefined {
  const before = rings.slice(0, rings.indexOf(ring));
  return before.findLast((each) => all.some(({ tenant }) => tenant.spec.ring === each));
}

/** @throws Error with the rings that there are */
export function parseRing(name: string): Ring {
  const found = rings.find((ring) => ring === name);
  if (found) return found;
  throw new Error(`there is no ring ${name}; there are ${rings.join(", ")}`);
}
