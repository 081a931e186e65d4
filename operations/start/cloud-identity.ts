/** Acting with a pod's own cloud identity, as a process inside it would. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { podIdentityAudience } from "../../simulator/aws/api/pod-identity.ts";
import { exchangeAudience } from "../../simulator/azure/entra/tokens.ts";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import type { Pod } from "../../simulator/kubernetes/api/model.ts";
import { serviceAccounts } from "../../simulator/kubernetes/api/resources.ts";

type Variables = Readonly<Record<string, string>>;

/** Seconds that a token is good for. */
const expirationSeconds = 3600;
/** Annotations by which a service account names its identity on Azure. */
const annotation = "azure.workload.identity";

const answer = z.object({ status: z.object({ token: z.string() }) });

/** The operator's own credentials are no way into a tenant's files. */
export const withoutCredentials = (variables: Variables) =>
  Object.fromEntries(
    Object.entries(variables).filter(([name]) => !/^(AWS_(ACCESS|SECRET|SESSION)|ARM|AZURE)_/.test(name)),
  );

/** Does some work with the variables by which a program has the pod's cloud identity, and no other. */
export async function withCloudIdentity<T>(
  client: SimulatorClient,
  api: Api,
  pod: Pod,
  work: (variables: Variables) => Promise<T>,
): Promise<T> {
  const account = await api.get(serviceAccounts, pod.spec.serviceAccountName ?? "default", pod.metadata.namespace);
  const { [`${annotation}/client-id`]: id, [`${annotation}/tenant-id`]: tenant = "" } =
    account?.metadata.annotations ?? {};
  if (id === undefined) {
    return work({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: (await client.internet()).podIdentity,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: await tokenFor(api, pod, podIdentityAudience),
    });
  }
  const folder = mkdtempSync(join(tmpdir(), "longshore-identity-"));
  try {
    const file = join(folder, "token");
    writeFileSync(file, await tokenFor(api, pod, exchangeAudience), { mode: 0o600 });
    return await work({
      AZURE_CLIENT_ID: id,
      AZURE_TENANT_ID: tenant,
      AZURE_FEDERATED_TOKEN_FILE: file,
      AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A token of the pod's service account that ends with the pod. */
async function tokenFor(api: Api, { metadata, spec }: Pod, audience: string): Promise<string> {
  const { namespace, name, uid } = metadata;
  const boundObjectRef = { apiVersion: "v1", kind: "Pod", name, uid };
  const review = await api.connection.json({
    method: "POST",
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${spec.serviceAccountName}/token`,
    body: { spec: { audiences: [audience], expirationSeconds, boundObjectRef } },
  });
  return answer.parse(review).status.token;
}
