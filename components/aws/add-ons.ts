import * as aws from "@pulumi/aws";
import type { ComponentResourceOptions } from "@pulumi/pulumi";

/**
 * The one add-on that Auto Mode lacks; autoscaling of pods needs it. Its version is the one that EKS names as the default
 * for this Kubernetes version: tested by AWS, not the newest, and visible in the preview when it moves.
 */
export function metricsServer(
  name: string,
  cluster: aws.eks.Cluster,
  kubernetesVersion: string,
  child: ComponentResourceOptions,
): void {
  const addonName = "metrics-server";
  const version = aws.eks.getAddonVersionOutput({ addonName, kubernetesVersion, mostRecent: false }, child);
  new aws.eks.Addon(
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
