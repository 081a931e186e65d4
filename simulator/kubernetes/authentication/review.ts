/** TokenReview: the question that an API server asks about a bearer token, and its answer. */
import * as z from "zod";
import type { Authenticator } from "./user.ts";

const review = z.object({
  apiVersion: z.literal("authentication.k8s.io/v1"),
  kind: z.literal("TokenReview"),
  spec: z.object({ token: z.string(), audiences: z.array(z.string()).optional() }),
});

/**
 * Answers a review. An authenticator that fails is an answer too: the caller is refused, with the reason in the server's log.
 * @param question  the request's body, parsed
 */
export async function answerReview(question: unknown, authenticate: Authenticator): Promise<unknown> {
  const { spec, ...type } = review.parse(question);
  const status = await authenticate(spec.token).then(
    (user) => (user ? { authenticated: true, user, audiences: spec.audiences } : { authenticated: false }),
    (error: Error) => ({ authenticated: false, error: error.message }),
  );
  return { ...type, status };
}
