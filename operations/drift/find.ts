/** Compares a running stack with what stands in its cloud, and judges what it finds. Nothing is changed. */

import type { Surroundings } from "../pulumi.ts";
import { exportState, pendingOperations, resourcesOf, type State } from "../state.ts";
import { tokenOf } from "../urn.ts";
import { analyze, type Broken } from "./analyze.ts";
import { withCopy } from "./copy.ts";
import { asTheCloudSays } from "./live.ts";
import { componentsOf, type Owner, ownerOf } from "./owner.ts";
import { type Drifted, type Refreshed, refresh } from "./refresh.ts";

/** A resource that is not what the state says, whose it is, and what that breaks. */
export interface Finding extends Drifted {
  /** From the outside in. */
  readonly components: readonly string[];
  readonly owner: Owner;
  readonly broken: readonly Broken[];
}

export interface Drift {
  readonly stack: string;
  readonly found: readonly Finding[];
  /** Rules that drift breaks on resources that are themselves as they should be, or that a refresh sees no change in. */
  readonly elsewhere: readonly Broken[];
  readonly unread: Refreshed["unread"];
  /** Rules that the stack broke already. */
  readonly known: readonly Broken[];
  /** Operations that an update began and did not end. */
  readonly unfinished: readonly string[];
}

export interface Question extends Surroundings {
  /** Name in `Pulumi.yaml`. */
  readonly project: string;
  readonly stack: string;
  /** Folder of the policy pack. */
  readonly policyPack: string;
  /** Owner of the stack. */
  readonly owner: Owner;
}

/** @throws Error with Pulumi's own words, where state or cloud cannot be read at all */
export async function findDrift({ project, stack, policyPack, owner, ...where }: Question): Promise<Drift> {
  const before = await exportState({ ...where, stack });
  return withCopy({ project, stack, state: before, environment: where.environment }, async (copy) => {
    const refreshed = await refresh(copy, stack);
    const after = await exportState({ ...copy, stack });
    const judge = (state: State) => analyze(copy, copy.scratch, state, policyPack);
    const now = await judge(asTheCloudSays(before, after));
    const known = now.length > 0 ? await judge(before) : [];
    return {
      stack,
      known,
      unfinished: pendingOperations(before),
      ...compare(refreshed, before, owner, newIn(now, known)),
    };
  });
}

/** What was not broken before, finding by finding. */
export function newIn(now: readonly Broken[], known: readonly Broken[]): readonly Broken[] {
  const keyOf = ({ rule, urn }: Broken, finding: string) => [rule, urn, finding].join("|");
  const old = new Set(known.flatMap((broken) => broken.findings.map((finding) => keyOf(broken, finding))));
  return now.flatMap((broken) => {
    const findings = broken.findings.filter((finding) => !old.has(keyOf(broken, finding)));
    return findings.length > 0 ? [{ ...broken, findings }] : [];
  });
}

function compare(
  { drifted, unread }: Refreshed,
  state: State,
  platform: Owner,
  broken: readonly Broken[],
): Pick<Drift, "found" | "elsewhere" | "unread"> {
  const byUrn = new Map(resourcesOf(state).map((resource) => [resource.urn, resource]));
  const found = drifted.flatMap((each) => {
    const resource = byUrn.get(each.urn);
    if (!resource) return [];
    const own = broken.filter(({ urn }) => urn === each.urn);
    return [{ ...each, components: componentsOf(resource, byUrn), owner: ownerOf(resource, platform), broken: own }];
  });
  const urns = new Set(drifted.map(({ urn }) => urn));
  return { found, unread, elsewhere: broken.filter(({ urn }) => !urns.has(urn)) };
}

/** Whether anything is not as it should be. */
export const isDrift = ({ found, elsewhere }: Drift): boolean => found.length + elsewhere.length > 0;

/**
 * What a role that may only read need not see: values of secrets, which no daily job should hold, and objects in the
 * cluster, which Argo CD looks after (docs/decisions/hand-over.md).
 */
const mayStayUnread = /^(aws:secretsmanager\/secretVersion:|azure-native:keyvault:Secret$|kubernetes:)/;

/** Whether something could not be read that should have been: then no drift seen is not no drift. */
export const isUnsure = ({ unread }: Drift): boolean => unread.some(({ urn }) => !mayStayUnread.test(tokenOf(urn)));
