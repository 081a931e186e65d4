/** Acting with a pod's own cloud identity, as a process inside it would. */
import * as z from "zod";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import type { Pod } from "../../simulator/kubernetes/api/model.ts";

/** Whom the token is for: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html (read 2026-11-22). */
const audience = "pods.eks.amazonaws.com";
/** Seconds that the token is good for. */
const expirationSeconds = 3600;

const answer = z.object({ status: z.object({ token: z.string() }) });

/** Variables with which a program has the pod's cloud identity, and no other. */
export async function cloudIdentity(
  client: SimulatorClient,
  api: Api,
  { metadata, spec }: Pod,
): Promise<Readonly<Record<string, string>>> {
  const { namespace, name, uid } = metadata;
  const review = await api.connection.json({
    method: "POST",
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${spec.serviceAccountName}/token`,
    body: {
      spec: { audiences: [audience], expirationSeconds, boundObjectRef: { apiVersion: "v1", kind: "Pod", name, uid } },
    },
  });
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: (await client.internet()).podIdentity,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: answer.parse(review).status.token,
  };
}
