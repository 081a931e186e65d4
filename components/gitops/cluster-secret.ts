import { Secret } from "@pulumi/kubernetes/core/v1/secret.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import { type Facts, factDomain, type Switches } from "./facts.ts";

/** Argo CD's name for the cluster it runs in; the manifests find it by the switches, not by this name. */
const inCluster = "in-cluster";

/** Each key under Longshore's own domain, so that none meets a key of Argo CD or Kubernetes. */
export const inDomain = (values: Readonly<Record<string, Input<string>>>): Record<string, Input<string>> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${factDomain}/${key}`, value]));

/**
 * The hand-over: Argo CD's Secret of its own cluster, with switches as labels and facts as annotations. It holds no
 * credential, because Argo CD talks to its own cluster with its own service account.
 */
export function clusterSecret(
  namespace: Input<string>,
  switches: Switches,
  facts: Facts,
  options: CustomResourceOptions,
): Secret {
  return new Secret(
    "argocd-cluster",
    {
      metadata: {
        namespace,
        name: inCluster,
        labels: { "argocd.argoproj.io/secret-type": "cluster", ...inDomain({ ...switches }) },
        annotations: inDomain({ ...facts }),
      },
      stringData: {
        name: inCluster,
        server: "https://kubernetes.default.svc",
        config: JSON.stringify({ tlsClientConfig: { insecure: false } }),
      },
    },
    options,
  );
}
