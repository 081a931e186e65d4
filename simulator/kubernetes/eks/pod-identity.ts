/** What EKS adds to a pod whose service account is associated with an IAM role. */
import { podIdentityAudience } from "../../aws/api/pod-identity.ts";
import type { World } from "../../world.ts";
import type { Pod } from "../api/model.ts";
import { withIdentityToken } from "../identity-token.ts";
import type { EksCluster } from "./access.ts";

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html (read 2026-11-22). */
const token = {
  volume: "eks-pod-identity-token",
  folder: "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount",
  path: "eks-pod-identity-token",
  audience: podIdentityAudience,
  seconds: 86_400,
} as const;

export interface PodIdentityArgs {
  readonly world: World;
  readonly cluster: EksCluster;
  /** Where the node's agent gives credentials. */
  readonly credentialsUrl: string;
}

/**
 * The pod with a token for the agent and the variables by which AWS's SDKs find it. EKS does this when the pod is made, so
 * a pod that was made before its association has none; here the kubelet does it when it takes the pod on.
 */
export function withPodIdentity(pod: Pod, args: PodIdentityArgs): Pod {
  if (!isAssociated(pod, args)) return pod;
  return withIdentityToken(pod, token, [
    { name: "AWS_STS_REGIONAL_ENDPOINTS", value: "regional" },
    { name: "AWS_DEFAULT_REGION", value: args.cluster.region },
    { name: "AWS_REGION", value: args.cluster.region },
    { name: "AWS_CONTAINER_CREDENTIALS_FULL_URI", value: args.credentialsUrl },
    { name: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", value: `${token.folder}/${token.path}` },
  ]);
}

function isAssociated({ metadata, spec }: Pod, { world, cluster }: PodIdentityArgs): boolean {
  return world
    .all("aws:eks/podIdentityAssociation:PodIdentityAssociation")
    .some(
      ({ account, region, outputs }) =>
        account === cluster.account &&
        region === cluster.region &&
        outputs.clusterName === cluster.name &&
        outputs.namespace === metadata.namespace &&
        outputs.serviceAccount === (spec.serviceAccountName ?? "default"),
    );
}
