/** Whom a commit concerns, by the paths that it changes: the rule that Applications carry in their own annotation. */
import type { Tenant } from "../../stacks/tenant.ts";
import { componentRings } from "./component-rings.ts";

const parts = ["tenant", "odoo", "backup"] as const;

/**
 * Applications that Argo CD renders from one of these paths. A test holds it to `argocd.argoproj.io/manifest-generate-paths`.
 * @param changedPaths  from the root of the repository, as Git prints them
 * @param stack         whose Argo CD is asked
 * @param tenants       of that stack
 * @returns names, sorted
 */
export function concerned(
  changedPaths: readonly string[],
  stack: string,
  tenants: readonly Tenant[],
): readonly string[] {
  const names = changedPaths.flatMap((path) => [
    ...concernedBy(path.split("/"), stack, tenants),
    ...componentsOf(path, stack),
  ]);
  return [...new Set(names)].sort();
}

function concernedBy([top, folder, ...rest]: readonly string[], stack: string, tenants: readonly Tenant[]) {
  const [first = "", second = ""] = rest;
  if (top !== "gitops") return [];
  switch (folder) {
    // What follows from the root is changed by Argo CD itself when the root is synced.
    case "argocd":
      return ["root"];
    case "platform":
      return rest.length > 1 ? [first] : [];
    // By the path, not by the tenants: one whose folder is gone has its Applications still.
    case "platforms":
      return first === stack && rest.length > 2 ? applicationsOf(second) : [];
    case "rings":
      return tenants
        .filter(({ spec }) => rest.length === 1 && `${spec.ring}.yaml` === first)
        .flatMap(({ metadata }) => applicationsOf(metadata.name));
    case "tenant":
    case "odoo":
    case "backup":
      return tenants.map(({ metadata }) => `${folder}-${metadata.name}`);
    default:
      return [];
  }
}

/** A ring pins images for some components as well. */
function componentsOf(path: string, stack: string): readonly string[] {
  const ring = /^gitops\/rings\/([^/]+)\.yaml$/.exec(path)?.[1];
  return ring === undefined ? [] : (componentRings(stack).get(ring) ?? []);
}

const applicationsOf = (tenant: string) => parts.map((part) => `${part}-${tenant}`);
