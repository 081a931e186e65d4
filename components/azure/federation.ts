/** How Entra knows a service account of a cluster ("Configure a federated identity credential", Microsoft Learn, November 2026). */
import type { Holder } from "../identities.ts";

/** What a token is made for that Entra takes. */
export const exchangeAudience = "api://AzureADTokenExchange";

export const subjectOf = ({ namespace, serviceAccount }: Pick<Holder, "namespace" | "serviceAccount">): string =>
  `system:serviceaccount:${namespace}:${serviceAccount}`;
