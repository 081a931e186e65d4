import { Addon } from "@pulumi/aws/eks/addon.js";
import type { Cluster as EksCluster } from "@pulumi/aws/eks/cluster.js";
import { getAddonVersionOutput } from "@pulumi/aws/eks/getAddonVersion.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";

/**
 * The one add-on that Auto Mode lacks; autoscaling of pods needs it. Its version is the one that EKS names as the default
 * for this Kubernetes version: tested by AWS, not the newest, and visible in the preview when it moves.
 */
export function metricsServer(
  name: string,
  cluster: EksCluster,
  kubernetesVersion: string,
  child: ComponentResourceOptions,
): void {
  const addonName = "metrics-server";
  const version = getAddonVersionOutput({ addonName, kubernetesVersion, mostRecent: false }, child);
  new Addon(
    `${name}-${addonName}`,
    {
      clusterName: cluster.name,
      addonName,
      addonVersion: version.version,
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    },
    child,
  );
}
