/**
 * The images whose content can run here as local processes. Everything else about their pods comes from the API server;
 * what stands here is where the programs lie, which addresses they may listen on, and where their image has its folders.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { workTree } from "../../paths.ts";
import { imageLayout } from "./dockerfile.ts";
import type { Executable, Program } from "./program.ts";

/** Argo CD is one binary that takes its part from a variable, and looks for itself in a cluster unless told otherwise. */
function argocd(part: string, extra: Partial<Executable> = {}): Executable {
  const { env, ...rest } = extra;
  return {
    path: ({ bin }) => bin.argocd,
    env: {
      ARGOCD_BINARY_NAME: part,
      ARGOCD_FAKE_IN_CLUSTER: "true",
      ARGOCD_APP_CONF_PATH: "/app/config",
      ARGOCD_TLS_DATA_PATH: "/app/config/tls",
      ARGOCD_SSH_DATA_PATH: "/app/config/ssh",
      ...env,
    },
    ...rest,
  };
}

const redisService = { REDIS_SERVER: "argocd-redis:6379" };
const repoServer = "argocd-repo-server:8081";

const argoCd: Program = {
  repository: "argoproj/argocd",
  entrypoint: [],
  executables: {
    "argocd-application-controller": argocd("argocd-application-controller", {
      defaults: { ...redisService, ARGOCD_APPLICATION_CONTROLLER_REPO_SERVER: repoServer },
      openPort: { flag: "--metrics-port", port: 8082 },
    }),
    "argocd-applicationset-controller": argocd("argocd-applicationset-controller", {
      defaults: { ARGOCD_APPLICATIONSET_CONTROLLER_REPO_SERVER: repoServer },
      before: ["--metrics-addr=:8080", "--probe-addr=:8081", "--webhook-addr=:7000"],
    }),
    "argocd-notifications": argocd("argocd-notifications", { openPort: { flag: "--metrics-port", port: 9001 } }),
    "argocd-repo-server": argocd("argocd-repo-server", {
      defaults: redisService,
      env: {
        ARGOCD_REPO_SERVER_LISTEN_ADDRESS: "$(POD_ADDRESS)",
        ARGOCD_REPO_SERVER_METRICS_LISTEN_ADDRESS: "$(POD_ADDRESS)",
        // In Linux' abstract namespace: a file's path would be too long for a socket.
        ARGOCD_ASK_PASS_SOCK: "@ask-pass-$(POD_ADDRESS)",
        ARGOCD_PLUGINSOCKFILEPATH: "/home/argocd/cmp-server/plugins",
        // Checking signatures needs wrappers that only the image has.
        ARGOCD_GPG_ENABLED: "false",
      },
    }),
    "argocd-server": argocd("argocd-server", {
      defaults: { ...redisService, ARGOCD_SERVER_REPO_SERVER: repoServer },
      env: { ARGOCD_SERVER_LISTEN_ADDRESS: "$(POD_ADDRESS)" },
      after: ["--metrics-address=$(POD_ADDRESS)"],
    }),
    argocd: argocd("argocd"),
  },
  tools: ({ bin }) => ({ argocd: bin.argocd, helm: bin.helm }),
  scripts: ({ modules }) =>
    Object.fromEntries(
      ["git-verify-wrapper.sh", "gpg-wrapper.sh"].map((name) => [name, join(modules.argocd, "hack", name)]),
    ),
};

const externalSecrets: Program = {
  repository: "external-secrets/external-secrets",
  entrypoint: ["external-secrets"],
  executables: {
    "external-secrets": {
      path: ({ bin }) => bin.externalSecrets,
      before: ["--metrics-addr=:8080", "--live-addr=:8082"],
      // It would look for its namespace in a file that only a container has. Both replicas work; what they write is the same.
      after: ["--enable-leader-election=false"],
      // The API server could not call them: a Service's address leads nowhere from its side.
      standIn: ["webhook", "certcontroller"],
    },
  },
  tools: () => ({}),
};

const redis: Program = {
  repository: "library/redis",
  entrypoint: ["redis-server"],
  executables: {
    "redis-server": { path: ({ bin }) => bin.redisServer, after: ["--bind", "$(POD_ADDRESS)"] },
  },
  tools: () => ({}),
};

/** Runs the sources in `images/backup` as the image does: its Dockerfile says how. */
function backup(): Program {
  const folder = join(workTree, "images", "backup");
  const { entrypoint, copies } = imageLayout(readFileSync(join(folder, "Dockerfile"), "utf8"));
  return {
    repository: "longshore/backup",
    entrypoint,
    executables: { node: { path: () => process.execPath } },
    copies: Object.fromEntries(Object.entries(copies).map(([path, source]) => [path, join(folder, source)])),
    tools: ({ bin, postgres }) => ({
      restic: bin.restic,
      rclone: bin.rclone,
      ...Object.fromEntries(["psql", "pg_dump", "pg_restore"].map((name) => [name, join(postgres, name)])),
    }),
  };
}

/** Programs that others publish. */
export const localPrograms: readonly Program[] = [argoCd, externalSecrets, redis];

/** All images that run as local processes. */
export const programs = (): readonly Program[] => [...localPrograms, backup()];
