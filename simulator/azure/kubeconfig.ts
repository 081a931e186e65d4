/** What `az aks get-credentials` writes for a cluster without local accounts. */
import type { SimulatedResource } from "../world.ts";

/** Entra's application for AKS: https://azure.github.io/kubelogin/concepts/aks.html (2026-11). */
export const aksServer = "6dae42f8-4368-4678-94ff-3960e28e3630";

/** @param authority  certificate of whoever signed the API server's, as PEM */
export function userKubeconfig({ outputs }: SimulatedResource, tenant: string, authority: string): string {
  const name = String(outputs.name);
  const user = `clusterUser_${name}`;
  const server = `https://${outputs.privateFQDN ?? outputs.fqdn}:443`;
  // JSON is YAML too.
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority-data": Buffer.from(authority).toString("base64") } }],
    contexts: [{ name, context: { cluster: name, user } }],
    "current-context": name,
    users: [
      {
        name: user,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "kubelogin",
            args: [
              "get-token",
              "--login",
              "devicecode",
              "--server-id",
              aksServer,
              "--tenant-id",
              tenant,
              "--environment",
              "AzurePublicCloud",
            ],
            interactiveMode: "Never",
            provideClusterInfo: false,
          },
        },
      },
    ],
  });
}
