/** What `gitops/` is told of the people: names of groups for each right, and what single sign-on needs. */
import { stringify } from "yaml";
import type { CloudName } from "../contracts/context.ts";
import { type OperatingModel, type Right, rights } from "./model.ts";
import { type AccessArgs, holders, type People, peopleOf } from "./people.ts";

/** Names of groups that have a right; a right that nobody has is left out. */
type Holders = Readonly<Partial<Record<Right, readonly string[]>>>;

/** Rights on the platform, on every tenant, and on the tenants of one business unit. */
export interface GroupsByReach {
  readonly platform: Holders;
  readonly tenants: Holders;
  readonly units: Readonly<Record<string, Holders>>;
}

/**
 * @param name  under which of their names the groups are wanted
 */
export function groupsByReach(
  model: OperatingModel,
  people: readonly People[],
  name: (each: People) => string,
): GroupsByReach {
  const asked = Object.keys(rights).filter((right): right is Right => right !== "approve");
  const among = (reach: "platform" | "tenants" | "own", unit?: string): Holders =>
    Object.fromEntries(
      asked.flatMap((right) => {
        const names = holders(model, people, right, reach, unit).map(name);
        return names.length > 0 ? [[right, names]] : [];
      }),
    );
  const units = people.flatMap(({ businessUnit }) => businessUnit ?? []);
  return {
    platform: among("platform"),
    tenants: among("tenants"),
    units: Object.fromEntries(units.map((unit) => [unit, among("own", unit)])),
  };
}

/** Lines that put groups into the platform's roles of `gitops/platform/argo-cd/values.yaml`. */
export function argoCdPeople({ platform }: GroupsByReach): string {
  const lines = (right: "view" | "sync") =>
    (platform[right] ?? []).map((group) => `g, ${group}, role:${right}-platform`);
  return [...lines("view"), ...lines("sync")].join("\n");
}

/** Single sign-on, by OpenID Connect. */
export interface SignOn {
  /** As the provider's discovery document names it. */
  readonly issuer: string;
  /** Of a public client: it has no secret, and proves itself by PKCE. */
  readonly clientId: string;
}

/**
 * `oidc.config` of Argo CD, empty without single sign-on: then nobody logs in.
 * (https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#existing-oidc-provider, read 2026-11)
 */
export function argoCdSignOn(signOn: SignOn | undefined): string {
  if (!signOn) return "";
  // Entra gives groups by its own configuration and refuses a scope that it does not know.
  const byScope = new URL(signOn.issuer).hostname !== "login.microsoftonline.com";
  return stringify({
    name: "Single sign-on",
    issuer: signOn.issuer,
    clientID: signOn.clientId,
    enablePKCEAuthentication: true,
    requestedScopes: ["openid", "profile", "email", ...(byScope ? ["groups"] : [])],
    requestedIDTokenClaims: { groups: { essential: true } },
  });
}

/** The facts of a platform's people; group names are no secret. */
export function accessFacts(cloud: CloudName, access: AccessArgs, signOn: SignOn | undefined) {
  const people = peopleOf(cloud, access);
  const claims = groupsByReach(access.model, people, ({ claim }) => claim);
  const groups = groupsByReach(access.model, people, ({ kubernetes }) => kubernetes);
  return {
    "kubernetes-groups": JSON.stringify(groups),
    "argocd-groups": JSON.stringify(claims),
    "argocd-people": argoCdPeople(claims),
    "argocd-sign-on": argoCdSignOn(signOn),
  };
}
