/** Doing what Odoo does, with Odoo's own means: its database role and its cloud identity. Odoo itself is only stood in for. */
import * as z from "zod";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { pods } from "../../simulator/kubernetes/api/resources.ts";

/** Name of its service account, and of the Secret with its database role (gitops/odoo). */
export const odoo = "odoo";
/** Whom the token is for: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html (read 2026-11-22). */
const audience = "pods.eks.amazonaws.com";
/** Seconds that the token is good for. */
const expirationSeconds = 3600;

const request = z.object({ status: z.object({ token: z.string() }) });

/** Variables with which a program has the cloud identity of one of Odoo's pods, and no other. */
export async function odooIdentity(
  client: SimulatorClient,
  api: Api,
  namespace: string,
): Promise<Readonly<Record<string, string>>> {
  const { items } = await api.list(pods, { namespace });
  const pod = items.find(({ spec, status }) => spec.serviceAccountName === odoo && status?.phase === "Running");
  if (!pod) throw new Error(`no pod of Odoo runs in ${namespace}`);
  const { name, uid } = pod.metadata;
  const answer = await api.connection.json({
    method: "POST",
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${odoo}/token`,
    body: {
      spec: { audiences: [audience], expirationSeconds, boundObjectRef: { apiVersion: "v1", kind: "Pod", name, uid } },
    },
  });
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: (await client.internet()).podIdentity,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: request.parse(answer).status.token,
  };
}
