import type { Cluster as EksCluster } from "@pulumi/aws/eks/cluster.js";
import { jsonStringify, type Output } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";

/** Logs in with the AWS credentials of whoever runs Pulumi; `aws` must be on the path. */
export function kubeconfig({ region }: Context, cluster: EksCluster): Output<string> {
  const { name } = cluster;
  return jsonStringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name,
        cluster: { server: cluster.endpoint, "certificate-authority-data": cluster.certificateAuthority.data },
      },
    ],
    users: [
      {
        name: "runner",
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: ["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"],
            interactiveMode: "Never",
          },
        },
      },
    ],
    contexts: [{ name: "platform", context: { cluster: name, user: "runner" } }],
    "current-context": "platform",
  });
}
