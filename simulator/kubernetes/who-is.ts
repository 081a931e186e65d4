/** Whose token it is: asks the API servers of running clusters, as a cloud does for a pod that wants credentials. */
import * as z from "zod";
import type { Api } from "./api/api.ts";

/** The pod that a service account token was made for. */
export interface TokenOwner {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly pod: { readonly name: string; readonly uid: string };
}

/** Issuer and subject of a service account's token for an audience; nothing where no cluster made it. */
export type WhoIsWorkload = (
  token: string,
  audience: string,
) => Promise<{ readonly issuer: string; readonly subject: string } | undefined>;

const podName = "authentication.kubernetes.io/pod-name";
const podUid = "authentication.kubernetes.io/pod-uid";
const answer = z.object({
  status: z.object({
    authenticated: z.literal(true),
    user: z.object({
      username: z.templateLiteral(["system:serviceaccount:", z.string()]),
      extra: z.object({ [podName]: z.tuple([z.string()]), [podUid]: z.tuple([z.string()]) }),
    }),
  }),
});

const anyUser = z.object({
  status: z.object({ authenticated: z.literal(true), user: z.object({ username: z.string() }) }),
});

/**
 * @param audience  that the token must have been made for
 * @returns nothing where the token is not valid on this cluster, or belongs to no pod
 */
export async function ownerOfToken(api: Api, token: string, audience: string): Promise<TokenOwner | undefined> {
  const review = answer.safeParse(await reviewOf(api, token, audience));
  if (!review.success) return undefined;
  const { username, extra } = review.data.status.user;
  const [, , namespace = "", serviceAccount = ""] = username.split(":");
  return { namespace, serviceAccount, pod: { name: extra[podName][0], uid: extra[podUid][0] } };
}

/** User name behind a token, whether it belongs to a pod or not; nothing where it is not valid on this cluster. */
export async function userOfToken(api: Api, token: string, audience: string): Promise<string | undefined> {
  return anyUser.safeParse(await reviewOf(api, token, audience)).data?.status.user.username;
}

function reviewOf(api: Api, token: string, audience: string): Promise<unknown> {
  const body = {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenReview",
    spec: { token, audiences: [audience] },
  };
  return api.connection.json({ method: "POST", path: "/apis/authentication.k8s.io/v1/tokenreviews", body });
}
