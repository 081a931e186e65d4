/**
 * Where each chart of the mirror comes from. Three operators carry their own chart in their Go module: that one is served,
 * without what cannot work here. For the others there is a small chart of ours, filled with what their Go module has.
 */
import { join } from "node:path";
import type { Toolchain } from "../../toolchain/toolchain.ts";

export interface ChartSource {
  /** Folder of the chart. */
  readonly from: string;
  /** True for the operator's own chart, false for a small one of ours. */
  readonly upstream: boolean;
  /** Version of the program that the chart installs, for the chart versions below; image tags follow it. */
  readonly appVersions: Readonly<Record<string, string>>;
  /** Files of `from` that are left out. */
  readonly without: readonly string[];
  /** Files and folders copied into the chart: place in the chart to source. */
  readonly files: Readonly<Record<string, string>>;
  /** Pod templates cut out of workloads: place in the chart to the manifest of the workload. */
  readonly pods: Readonly<Record<string, string>>;
  /** Folder of ours that is laid over it. */
  readonly over: string | undefined;
}

/** An API server of the simulator could not call a pod that is only stood in for, so nothing may wait for its answer. */
const webhooksOf = {
  "external-secrets": ["templates/validatingwebhook.yaml"],
  "cert-manager": ["templates/webhook-mutating-webhook.yaml", "templates/webhook-validating-webhook.yaml"],
} as const;

const own = (name: string) => join(import.meta.dirname, name);
const nothing = { without: [], files: {}, pods: {}, over: undefined } as const;

/** By the chart's name. */
export function chartSources({ modules }: Pick<Toolchain, "modules">): Readonly<Record<string, ChartSource>> {
  const argocd = (path: string) => join(modules.argocd, "manifests", path);
  return {
    "argo-cd": {
      ...nothing,
      from: own("argo-cd"),
      upstream: false,
      appVersions: { "10.1.1": "v3.4.4" },
      files: {
        ...named("definitions", ["application", "applicationset", "appproject"], (name) =>
          argocd(`crds/${name}-crd.yaml`),
        ),
        ...named(
          "config",
          ["argocd-cm", "argocd-gpg-keys-cm", "argocd-ssh-known-hosts-cm", "argocd-tls-certs-cm"],
          (name) => argocd(`base/config/${name}.yaml`),
        ),
        "roles/application-controller.yaml": argocd(
          "base/application-controller-roles/argocd-application-controller-role.yaml",
        ),
        ...named("roles", ["applicationset-controller", "server"], (name) =>
          argocd(`base/${name}/argocd-${name}-role.yaml`),
        ),
        ...named("roles/cluster", ["application-controller", "server"], (name) =>
          argocd(`cluster-rbac/${name}/argocd-${name}-clusterrole.yaml`),
        ),
      },
      pods: {
        "pods/application-controller.yaml": argocd(
          "base/application-controller/argocd-application-controller-statefulset.yaml",
        ),
        ...named("pods", ["applicationset-controller", "redis", "repo-server", "server"], (name) =>
          argocd(`base/${name}/argocd-${name}-deployment.yaml`),
        ),
      },
    },
    traefik: {
      ...nothing,
      from: own("traefik"),
      upstream: false,
      appVersions: { "41.3.0": "v3.7.11" },
      files: {
        "crds/traefik.yaml": join(
          modules.traefik,
          "docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml",
        ),
      },
    },
    "prometheus-pushgateway": {
      ...nothing,
      from: own("prometheus-pushgateway"),
      upstream: false,
      appVersions: { "3.8.0": "v1.11.3" },
    },
    "external-secrets": {
      ...nothing,
      from: join(modules.externalSecrets, "deploy/charts/external-secrets"),
      upstream: true,
      appVersions: { "1.3.2": "v1.3.2" },
      without: [...webhooksOf["external-secrets"], "Chart.lock", "tests"],
      files: { definitions: join(modules.externalSecrets, "config/crds/bases") },
      over: own("external-secrets"),
    },
    "cert-manager": {
      ...nothing,
      from: join(modules.certManager, "deploy/charts/cert-manager"),
      upstream: true,
      appVersions: { "v1.21.2": "v1.21.2" },
      without: [...webhooksOf["cert-manager"], "tests"],
    },
    "external-dns": {
      ...nothing,
      from: join(modules.externalDns, "charts/external-dns"),
      upstream: true,
      appVersions: { "1.21.1": "0.21.0" },
    },
  };
}

function named(
  folder: string,
  names: readonly string[],
  source: (name: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [`${folder}/${name}.yaml`, source(name)]));
}
