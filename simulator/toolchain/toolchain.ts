/** The tools that `npm start` and `npm test` run with, once they are there; `ensure.ts` makes them. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { toolchainFile } from "./pins.mjs";

const path = z.string().startsWith("/");

/** Where a tool came from, for the report of what really ran. */
const origin = z.object({
  version: z.string(),
  /** `pins`: built or fetched by the set-up; `path`: the user's own. */
  from: z.enum(["pins", "path"]),
  /** Milliseconds since 1970 when the user's own file was last modified: another file asks for another set-up. */
  modified: z.number().optional(),
  /** Seconds that it took to make, downloads included; for the benchmark. Missing where it was not written down. */
  seconds: z.number().optional(),
});
export type Origin = Readonly<z.output<typeof origin>>;

const toolchain = z.object({
  bin: z.object({
    pulumi: path,
    /** Multi-call: its first argument is kube-apiserver, kube-controller-manager or kube-scheduler. */
    kubernetes: path,
    etcd: path,
    kwok: path,
    /** Multi-call: `ARGOCD_BINARY_NAME` picks the component. */
    argocd: path,
    externalSecrets: path,
    helm: path,
    kubeconform: path,
    restic: path,
    rclone: path,
    versitygw: path,
    actionlint: path,
    traefik: path,
    redisServer: path,
    zizmor: path,
    hadolint: path,
  }),
  /** Folder with postgres, initdb, pg_ctl, psql, pg_dump, pg_restore. */
  postgres: path,
  /** As `PULUMI_HOME`, makes `npx pulumi` find `bin.pulumi` instead of downloading it. */
  pulumiHome: path,
  /** Source folders of Go modules, for the CRDs and schemas that they carry. */
  modules: z.object({
    kubernetes: path,
    argocd: path,
    kwok: path,
    traefik: path,
    externalSecrets: path,
    certManager: path,
    externalDns: path,
    karpenter: path,
  }),
  origins: z.record(z.string(), origin),
});

/** Absolute paths. */
export type Toolchain = Readonly<z.output<typeof toolchain>>;

/** @throws ZodError where a part is missing */
export const parseToolchain = (value: unknown): Toolchain => toolchain.parse(value);

/** @throws Error that names the command which sets the tools up, where they are not there */
export function readToolchain(): Toolchain {
  try {
    return parseToolchain(JSON.parse(readFileSync(toolchainFile(), "utf8")));
  } catch (cause) {
    throw new Error("the tools are not set up yet: run `npm start` or `npm test` once, both install what is missing", {
      cause,
    });
  }
}
