import { listManagedClusterUserCredentialsOutput } from "@pulumi/azure-native/containerservice/listManagedClusterUserCredentials.js";
import type { ManagedCluster } from "@pulumi/azure-native/containerservice/managedCluster.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { all, type Output } from "@pulumi/pulumi";
import { parse } from "yaml";
import * as z from "zod";

/** The application id under which every AKS cluster asks for tokens (Azure/kubelogin, README, November 2026). */
const serverId = "6dae42f8-4368-4678-94ff-3960e28e3630";

const clusterEntry = z.object({
  clusters: z.tuple([z.object({ cluster: z.object({ "certificate-authority-data": z.string() }) })]),
});

/** The cluster's certificate authority, out of the kubeconfig that Azure hands to its users; it holds no credential. */
export function certificateAuthority(handedOut: string): string {
  return clusterEntry.parse(parse(Buffer.from(handedOut, "base64").toString("utf8"))).clusters[0].cluster[
    "certificate-authority-data"
  ];
}

/** Logs in with the Azure CLI's login of whoever runs Pulumi; `kubelogin` and `az` must be on the path. */
export function kubeconfig(cluster: ManagedCluster, group: ResourceGroup, server: Output<string>): Output<string> {
  const { name } = cluster;
  const authority = listManagedClusterUserCredentialsOutput(
    { resourceGroupName: group.name, resourceName: name, format: "exec" },
    { parent: cluster },
  ).kubeconfigs.apply(([first]) => certificateAuthority(first?.value ?? ""));
  return all([name, server, authority]).apply(([known, address, certificate]) =>
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: known, cluster: { server: address, "certificate-authority-data": certificate } }],
      users: [
        {
          name: "runner",
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "kubelogin",
              args: ["get-token", "--login", "azurecli", "--server-id", serverId],
              interactiveMode: "Never",
            },
          },
        },
      ],
      contexts: [{ name: "platform", context: { cluster: known, user: "runner" } }],
      "current-context": "platform",
    }),
  );
}
