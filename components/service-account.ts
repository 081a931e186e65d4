import type { Holder } from "./identities.ts";

/**
 * Whom a token of a cluster is about, which is how either cloud knows a service account of it
 * (https://kubernetes.io/docs/reference/access-authn-authz/authentication/, "Service account tokens").
 */
export const subjectOf = ({ namespace, serviceAccount }: Pick<Holder, "namespace" | "serviceAccount">): string =>
  `system:serviceaccount:${namespace}:${serviceAccount}`;
