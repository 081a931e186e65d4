/** The Kubernetes cluster. */
import type { ComponentResource, Output } from "@pulumi/pulumi";
import type { People } from "../access/people.ts";
import type { WeeklyWindow } from "./context.ts";
import type { Network } from "./network.ts";
import type { Secrets } from "./secrets.ts";

/** Who can open a connection to the Kubernetes API. */
export type Reachability =
  | { readonly from: "network" }
  /** Public ranges in CIDR form, for runners outside the network; `0.0.0.0/0` is refused. */
  | { readonly from: "ranges"; readonly ranges: readonly string[] };

export interface ClusterArgs {
  /** Unique in its account and region. Known before the cluster exists, so that identities can name it in their trust. */
  readonly name: string;
  readonly network: Network;
  readonly secrets: Secrets;
  /** Kubernetes minor version, for example `1.35`. */
  readonly version: string;
  readonly reachability: Reachability;
  /** IAM role ARNs, or Entra group object ids, that administer the cluster; the one that Pulumi runs as is among them. */
  readonly administrators: readonly string[];
  /** Groups that reach the cluster; what each of them may there, Kubernetes' own roles say (gitops/platform/access). */
  readonly people: readonly People[];
  /** Tenants with machines of their own. On EKS Argo CD makes their node pools (`gitops/tenant/templates/nodes.yaml`). */
  readonly dedicatedTo: readonly { readonly name: string; readonly businessUnit: string }[];
  /** When AKS patches Kubernetes and its nodes. EKS has no window: AWS patches the control plane when it wants to. */
  readonly maintenance: WeeklyWindow;
  /** Days that control-plane logs are kept. */
  readonly logDays: number;
}

export interface Cluster extends ComponentResource {
  readonly name: Output<string>;
  readonly endpoint: Output<string>;
  /** Who signs the tokens of its service accounts, for whoever trusts one of them elsewhere. */
  readonly issuer: Output<string>;
  /** For Pulumi's Kubernetes provider: logs in with the runner's own cloud identity, holds no credential. */
  readonly kubeconfig: Output<string>;
}
