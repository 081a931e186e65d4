import { Secret } from "@pulumi/kubernetes/core/v1/secret.js";
import type { CustomResourceOptions, Input, Output } from "@pulumi/pulumi";

/** What Argo CD logs in with at the Git host: a token that may read one repository. */
export interface RepositoryCredential {
  readonly username: string;
  readonly password: string;
}

/**
 * Argo CD's access to a private repository, under a fixed name. It is the one secret value that Pulumi writes into the
 * cluster: External Secrets, which brings all others, is itself synced from this repository.
 */
export function repositoryCredential(
  namespace: Input<string>,
  url: string,
  credential: Output<RepositoryCredential>,
  options: CustomResourceOptions,
): Secret {
  return new Secret(
    "argocd-repository",
    {
      metadata: {
        namespace,
        name: "longshore-repository",
        labels: { "argocd.argoproj.io/secret-type": "repository" },
      },
      stringData: {
        type: "git",
        url,
        username: credential.username,
        password: credential.password,
      },
    },
    options,
  );
}
