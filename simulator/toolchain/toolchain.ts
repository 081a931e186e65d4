/** The tools that `npm start` and `npm test` run with, once they are there; `ensure.ts` makes them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../paths.ts";

/** Absolute paths. */
export interface Toolchain {
  readonly bin: {
    readonly pulumi: string;
    /** Multi-call: its first argument is kube-apiserver, kube-controller-manager or kube-scheduler. */
    readonly kubernetes: string;
    readonly etcd: string;
    readonly kwok: string;
    /** Multi-call: `ARGOCD_BINARY_NAME` picks the component. */
    readonly argocd: string;
    readonly externalSecrets: string;
    readonly helm: string;
    readonly kubeconform: string;
    readonly restic: string;
    readonly rclone: string;
    readonly versitygw: string;
    readonly actionlint: string;
    readonly redisServer: string;
  };
  /** Folder with postgres, initdb, pg_ctl, psql, pg_dump, pg_restore. */
  readonly postgres: string;
  /** Source folders of Go modules, for the CRDs and schemas that they carry. */
  readonly modules: Readonly<
    Record<"kubernetes" | "argocd" | "kwok" | "traefik" | "externalSecrets" | "certManager" | "externalDns", string>
  >;
}

/** Written last by a set-up that finished. */
export const toolchainFile = (): string => join(cacheFolder(), "tools", "toolchain.json");

/** @throws Error that names the command which sets the tools up, where they are not there */
export function readToolchain(): Toolchain {
  try {
    return JSON.parse(readFileSync(toolchainFile(), "utf8"));
  } catch {
    throw new Error("the tools are not set up yet: run `npm start` or `npm test` once, both install what is missing");
  }
}
