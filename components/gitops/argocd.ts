import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { ComponentResource, type ComponentResourceOptions, type Output, type Resource } from "@pulumi/pulumi";
import type { Cluster } from "../contracts/cluster.ts";
import type { ArgoCdChart } from "./chart.ts";
import { clusterSecret } from "./cluster-secret.ts";
import type { Facts, Switches } from "./facts.ts";
import { type RepositoryCredential, repositoryCredential } from "./repository.ts";
import { type RootArgs, rootApplication } from "./root.ts";

export interface ArgoCdArgs extends RootArgs {
  readonly cluster: Cluster;
  readonly chart: ArgoCdChart;
  readonly switches: Switches;
  readonly facts: Facts;
  /** For a private repository. */
  readonly credential: Output<RepositoryCredential> | undefined;
  /** What must stand before pods can run: the ways to images and to AWS. */
  readonly after: readonly Resource[];
}

const namespaceName = "argocd";
/** Seconds in which the first nodes come up and Argo CD's pods start. */
const installSeconds = 900;

/**
 * Argo CD, the facts it works with and the one Application it starts from. Everything else in the cluster is synced by it,
 * itself included: Pulumi installs the chart once and from then on ignores what Argo CD owns.
 */
export class ArgoCd extends ComponentResource {
  constructor(name: string, args: ArgoCdArgs, options: ComponentResourceOptions) {
    super("longshore:gitops:ArgoCd", name, {}, options);
    const child = { parent: this, provider: this.#provider(args.cluster), dependsOn: [...args.after] };
    // Its labels and quotas are Argo CD's (gitops/platform/foundation).
    const { metadata } = new Namespace(name, { metadata: { name: namespaceName } }, child);
    const namespace = metadata.name;
    const inCluster = clusterSecret(namespace, args.switches, args.facts, child);
    const credentials = args.credential
      ? [repositoryCredential(namespace, args.repository, args.credential, child)]
      : [];
    const release = this.#install(name, namespace, args, child);
    rootApplication(namespace, args, { ...child, dependsOn: [release, inCluster, ...credentials] });
    this.registerOutputs();
  }

  #provider(cluster: Cluster): Provider {
    return new Provider(
      "kubernetes",
      {
        kubeconfig: cluster.kubeconfig,
        // Else a changed kubeconfig would count as another cluster, and everything in it as to be made again.
        clusterIdentifier: cluster.endpoint,
        // Else a changed Secret is deleted before it is made again, and Argo CD forgets cluster or repository meanwhile.
        enableSecretMutable: true,
      },
      { parent: this },
    );
  }

  #install(
    name: string,
    namespace: Output<string>,
    { chart, chartMirror }: ArgoCdArgs,
    child: ComponentResourceOptions,
  ): Release {
    return new Release(
      name,
      {
        name: "argo-cd",
        namespace,
        chart: chart.name,
        version: chart.version,
        repositoryOpts: { repo: chartMirror ? `${chartMirror}/argo-cd` : chart.repository },
        values: { ...chart.values },
        timeout: installSeconds,
        // Half an installation would stay as it is, because later values are ignored.
        atomic: true,
      },
      { ...child, ignoreChanges: ["chart", "version", "repositoryOpts", "values"] },
    );
  }
}
