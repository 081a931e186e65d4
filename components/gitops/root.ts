import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";

export interface RootArgs {
  readonly repository: string;
  readonly revision: string;
  /** Base URL of the chart mirror, empty for the charts' own repositories. */
  readonly chartMirror: string;
}

/**
 * The one Application that Pulumi makes. It syncs `gitops/argocd`: the projects and application sets from which all other
 * Applications follow. It has no finalizer: taking it away stops the syncing and deletes nothing.
 */
export function rootApplication(
  namespace: Input<string>,
  { repository, revision, chartMirror }: RootArgs,
  options: CustomResourceOptions,
): CustomResource {
  return new CustomResource(
    "argocd-root",
    {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: { namespace, name: "root" },
      spec: {
        project: "default",
        destination: { server: "https://kubernetes.default.svc", namespace },
        source: {
          repoURL: repository,
          targetRevision: revision,
          path: "gitops/argocd",
          helm: { releaseName: "root", valuesObject: { repository, revision, chartMirror } },
        },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          // A Git host that is away for an hour must not need a person afterwards.
          retry: { limit: -1, backoff: { duration: "5s", factor: 2, maxDuration: "3m" } },
          syncOptions: ["ServerSideApply=true"],
        },
      },
    },
    options,
  );
}
